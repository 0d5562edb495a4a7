package play.schema;

/** What there is a schema of. */
public enum Kind {
    /** A list of plays. */
    PLAYBOOK,
    /** A list of tasks, of a role or to be included; also of handlers. */
    TASKS,
    /** An inventory in YAML. */
    INVENTORY,
    /** {@code meta/argument_specs.yml} of a role. */
    ARGUMENT_SPECS
}
