package play.expression.call;

/** When something is evaluated: what is drawn or read from a clock is true of one run only. */
public enum Stage {
    /** While the playbook is checked, or before the turn of the step that asks; nothing may be started yet. */
    BEFORE_RUN,
    DRY_RUN,
    REAL_RUN
}
