package play.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Json;
import play.expression.data.YamlStyle;
import play.expression.data.YamlText;
import play.value.Secret;
import play.value.Unknown;

/** Values as commands show them: secrets masked, what only a run tells named. */
final class ShownValues {
    /** By which a command prints JSON. */
    static final Option JSON = Option.flag("As JSON.", "--json");

    private static final YamlStyle YAML = YamlStyle.readable(2);
    private static final Json.Style PRETTY = new Json.Style(4, false, false);

    private ShownValues() {}

    /** The value without its secrets; its mappings and lists may be read once and for all. */
    static @Nullable Object masked(@Nullable Object value) {
        return switch (value) {
            case Secret hidden -> Secret.MASK;
            case Unknown unknown -> "unknown: " + unknown.reason();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((name, item) -> all.put(String.valueOf(name), masked(item)));
                yield all;
            }
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>();
                list.forEach(item -> all.add(masked(item)));
                yield all;
            }
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }

    /** The same as JSON; ends with a line break. */
    static String json(@Nullable Object value) {
        return Json.write(masked(value), PRETTY) + "\n";
    }

    /** The same as YAML; ends with a line break. */
    static String yaml(@Nullable Object value) {
        return YamlText.write(masked(value), YAML);
    }
}
