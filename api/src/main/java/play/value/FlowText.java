package play.value;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values in one line, for messages and reports: as they would be written in YAML, {@code {a: 1, b: [x, y]}}. */
public final class FlowText {
    /** What YAML reads as a text with nothing around it, inside of brackets too. */
    private static final String PLAIN = "[A-Za-z/_.~%+][^,\\[\\]{}:#'\"\\p{Cntrl}]*";

    private static final String WORD = "(?i)true|false|yes|no|on|off|null|~|\\.inf|\\.nan|[.+][0-9].*";

    private FlowText() {}

    /** A text stays as it is; what is hidden in a value is shown as {@code ***}. */
    public static String of(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> part(entry.getKey()) + ": " + part(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(FlowText::part).collect(Collectors.joining(", ", "[", "]"));
            case Secret secret -> Secret.MASK;
            case null -> "null";
            default -> value.toString();
        };
    }

    private static String part(@Nullable Object value) {
        return value instanceof String text
                        && (!text.matches(PLAIN) || text.matches(WORD) || !text.equals(text.strip()))
                ? JsonScalars.quoted(text, false)
                : of(value);
    }
}
