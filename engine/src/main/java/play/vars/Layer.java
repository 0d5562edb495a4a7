package play.vars;

/** Where a variable comes from, in the order of precedence: later layers win. */
public enum Layer {
    ROLE_DEFAULTS,
    INVENTORY,
    FACTS,
    PLAY_VARS,
    VARS_FILES,
    ROLE_VARS,
    TASK_VARS,
    INCLUDE_VARS,
    SET_FACT,
    ROLE_PARAMS,
    INCLUDE_PARAMS,
    LOCAL,
    EXTRA_VARS,
    MAGIC
}
