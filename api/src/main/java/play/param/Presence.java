package play.param;

/** Whether something is to be there: what the parameter {@code state} of most modules says. */
public enum Presence {
    PRESENT,
    ABSENT
}
