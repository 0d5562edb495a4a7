package play.load;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a keyword belongs that stands somewhere else. */
enum KeyOwner {
    PLAYS(Set.of(
            "fact_path",
            "force_handlers",
            "gather_facts",
            "gather_subset",
            "gather_timeout",
            "handlers",
            "hosts",
            "max_fail_percentage",
            "order",
            "post_tasks",
            "pre_tasks",
            "roles",
            "serial",
            "strategy",
            "tasks",
            "validate_argspec",
            "vars_files",
            "vars_prompt")),
    TASKS(Set.of(
            "args",
            "async",
            "changed_when",
            "delay",
            "delegate_facts",
            "delegate_to",
            "failed_when",
            "loop",
            "loop_control",
            "notify",
            "poll",
            "register",
            "retries",
            "until",
            "when")),
    BLOCKS(Set.of("always", "rescue")),
    HANDLERS(Set.of("listen"));

    private final Set<String> keys;

    KeyOwner(Set<String> keys) {
        this.keys = keys;
    }

    /** Whose keyword it is; a keyword that several kinds of things have belongs to nobody. */
    static Optional<KeyOwner> of(String key) {
        for (KeyOwner owner : values()) {
            if (owner.keys.contains(key) || (owner == TASKS && key.startsWith("with_"))) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    /** What to say of it where {@code place}, such as "a task", cannot have it. */
    String misplaced(String key, String place) {
        boolean repeated = place.equals("a block") && (key.equals("loop") || key.startsWith("with_"));
        return "'" + key + "' is a key of " + name().toLowerCase(Locale.ROOT) + ", not of " + place
                + (repeated
                        ? ": put the tasks of the block into a file, and loop over 'include_tasks'."
                        : ". Look at its indentation.");
    }
}
