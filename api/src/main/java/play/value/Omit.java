package play.value;

/** The value of {@code omit}: a parameter given as this is as if it were not written. */
public enum Omit {
    OMIT
}
