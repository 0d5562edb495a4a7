package play.vars;

/**
 * Where a variable comes from. The order of the constants is the precedence, Ansible's: what a later one says wins. The
 * numbers are those of Ansible's levels.
 */
public enum Layer {
    /** 1: {@code defaults} of the roles of the play, then of the step's own role and of those that called it. */
    ROLE_DEFAULTS("role defaults"),
    /**
     * 2 to 10: {@code all} in the inventory, its other groups; {@code group_vars/all} beside the inventory, beside the
     * playbook; other {@code group_vars} beside the inventory, beside the playbook; the host in the inventory,
     * {@code host_vars} beside it, beside the playbook.
     */
    INVENTORY("inventory"),
    /** 11. */
    FACTS("host facts"),
    /** 12: {@code vars} of the play, and answers to {@code vars_prompt}. */
    PLAY_VARS("play vars"),
    /** 13. */
    VARS_FILES("play vars_files"),
    /** 14 and 15: {@code vars} of the roles of the play, then of the step's own role and of those that called it. */
    ROLE_VARS("role vars"),
    /** 16: {@code vars} of blocks, then of the task. */
    TASK_VARS("task vars"),
    /** 17. */
    INCLUDE_VARS("include_vars"),
    /** 18: {@code set_fact} and {@code register}. */
    SET_FACT("set_facts / registered vars"),
    /** 19: written beside the name of a role. */
    ROLE_PARAMS("role params"),
    /** 20: {@code vars} of an include or import. */
    INCLUDE_PARAMS("include params"),
    /** The item of a loop, a fresh result. */
    LOCAL("loop variables"),
    /** 21: {@code -e}. */
    EXTRA_VARS("extra vars"),
    /** 22: what the engine itself defines. */
    MAGIC("magic variables");

    private final String title;

    Layer(String title) {
        this.title = title;
    }

    /** As Ansible calls it. */
    public String title() {
        return title;
    }
}
