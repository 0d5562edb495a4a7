package play.expression.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Text;
import play.expression.data.YamlStyle;

/** Options of the filters that write YAML, as PyYAML has them. */
final class YamlOptions {
    static final String NAMES = "indent? sort_keys? width? default_flow_style? default_style? canonical?"
            + " explicit_start? explicit_end? version? tags?";

    private YamlOptions() {}

    /** @param flow where the options say nothing of it */
    static YamlStyle style(Given given, int indent, YamlStyle.Flow flow) {
        return new YamlStyle(
                given.small("indent", indent),
                given.small("width", 80),
                given.flag("sort_keys", true),
                flow(given, flow),
                scalars(given),
                frame(given));
    }

    /** None is what PyYAML does where nobody asks for anything. */
    private static YamlStyle.Flow flow(Given given, YamlStyle.Flow usual) {
        if (!given.has("default_flow_style")) {
            return usual;
        }
        if (given.get("default_flow_style") == null) {
            return YamlStyle.Flow.LEAVES;
        }
        return given.flag("default_flow_style", false) ? YamlStyle.Flow.ALL : YamlStyle.Flow.NONE;
    }

    private static YamlStyle.Scalars scalars(Given given) {
        @Nullable Object style = given.get("default_style");
        return switch (style == null ? "" : Text.of(style)) {
            case "" -> YamlStyle.Scalars.PLAIN;
            case "'" -> YamlStyle.Scalars.SINGLE;
            case "\"" -> YamlStyle.Scalars.DOUBLE;
            case "|" -> YamlStyle.Scalars.LITERAL;
            case ">" -> YamlStyle.Scalars.FOLDED;
            default -> throw Failure.arguments("'default_style' must be one of ' \" | and >.");
        };
    }

    private static YamlStyle.Frame frame(Given given) {
        return new YamlStyle.Frame(
                given.flag("explicit_start", false),
                given.flag("explicit_end", false),
                version(given),
                tags(given),
                given.flag("canonical", false));
    }

    private static Optional<String> version(Given given) {
        return switch (given.get("version")) {
            case null -> Optional.empty();
            case List<?> parts
            when parts.equals(List.of(1L, 1L)) || parts.equals(List.of(1L, 2L)) ->
                Optional.of(parts.stream().map(Text::of).collect(Collectors.joining(".")));
            default -> throw Failure.arguments("'version' must be [1, 1] or [1, 2].");
        };
    }

    private static Map<String, String> tags(Given given) {
        Map<String, String> tags = new LinkedHashMap<>();
        switch (given.get("tags")) {
            case null -> {}
            case Map<?, ?> map -> map.forEach((handle, prefix) -> tags.put(Text.of(handle), Text.of(prefix)));
            default -> throw Failure.arguments("'tags' must be a mapping of handles to prefixes.");
        }
        return tags;
    }
}
