package play.param;

import org.jspecify.annotations.Nullable;

/**
 * A bare expression and its value: the parameter type for {@code that} of {@code assert} and {@code var} of
 * {@code debug}.
 *
 * @param text as the user wrote it
 * @param value plain data, possibly {@code Unknown} or {@code Secret}
 * @param told the text with the values of what it reads, where it came to false
 */
public record Evaluated(String text, @Nullable Object value, String told) {
    /** Without the values that it reads. */
    public Evaluated(String text, @Nullable Object value) {
        this(text, value, text);
    }
}
