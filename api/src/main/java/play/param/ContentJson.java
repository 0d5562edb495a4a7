package play.param;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.value.JsonScalars;
import play.value.Values;

/**
 * Plain data as JSON text, as Ansible prints it: on one line, ASCII alone, keys in their order. What a mapping given as
 * content becomes.
 */
public final class ContentJson {
    private ContentJson() {}

    public static String text(@Nullable Object value) {
        return write(Values.revealed(value));
    }

    private static String write(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> JsonScalars.quoted(text, true);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> JsonScalars.quoted(String.valueOf(entry.getKey()), true) + ": "
                                + write(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(ContentJson::write).collect(Collectors.joining(", ", "[", "]"));
            case Double number -> JsonScalars.number(number);
            default -> String.valueOf(value);
        };
    }
}
