package play.module;

/** Whether a procedure is to be done. */
public sealed interface Decision {
    /** No need: {@code /etc/done exists}. */
    record Skip(String why) implements Decision {}

    record Do(Action.Run run) implements Decision {}

    /** Cannot be told in this dry run. */
    record Undetermined(String why) implements Decision {}
}
