package play.value;

/**
 * A value that must not be shown. It spreads through every operator, filter and template, and prints as {@code ***}.
 *
 * @param value plain immutable data, never itself a {@code Secret}
 */
public record Secret(Object value) {
    /** What is shown in its place. */
    public static final String MASK = "***";

    public Secret {
        if (value instanceof Secret || value instanceof Unknown) {
            throw new IllegalArgumentException("a secret holds plain data");
        }
    }

    @Override
    public String toString() {
        return MASK;
    }
}
