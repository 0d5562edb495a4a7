package play.module;

import org.jspecify.annotations.Nullable;

/**
 * A bare expression and its value: the parameter type for {@code that} of {@code assert} and {@code var} of {@code debug}.
 *
 * @param text as the user wrote it
 * @param value plain data, possibly {@code Unknown} or {@code Secret}
 */
public record Evaluated(String text, @Nullable Object value) {}
