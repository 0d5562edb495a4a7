package play.modules.network;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.ContentJson;
import play.param.Default;
import play.param.Doc;
import play.param.Hyphenated;
import play.param.SecretText;
import play.value.Values;

/** What a request sends: parameters that {@code uri} and {@code http_request} have in common. */
public record HttpBody(
        @Doc("Body of the request; a mapping or list is sent as JSON, or as the fields of a form.")
        Optional<Object> body,

        @Doc("What the body is: sets the header Content-Type unless headers do.") @Default("raw")
        Format bodyFormat) {
    /** What the body is said to be. */
    @Hyphenated
    public enum Format {
        RAW("application/octet-stream"),
        JSON("application/json"),
        FORM_URLENCODED("application/x-www-form-urlencoded");

        private final String type;

        Format(String type) {
            this.type = type;
        }
    }

    /** Why the body is not known yet. */
    Optional<String> unknown() {
        return Values.unknownIn(body.orElse(""))
                .map(unknown -> "the body is known only after the run: " + unknown.reason());
    }

    /** What is sent. */
    Optional<SecretText> sent() {
        return body.map(value -> new SecretText(text(Values.revealed(value))));
    }

    private String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case null -> "";
            case Map<?, ?> map when bodyFormat == Format.FORM_URLENCODED -> form(map);
            case List<?> list when bodyFormat == Format.FORM_URLENCODED -> form(list);
            default -> ContentJson.text(value);
        };
    }

    private static String form(Map<?, ?> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> {
            List<?> values = value instanceof List<?> several ? several : List.of(String.valueOf(value));
            values.forEach(one -> pairs.add(pair(name, one)));
        });
        return String.join("&", pairs);
    }

    /** Of pairs of a name and a value. */
    private static String form(List<?> fields) {
        return String.join(
                "&",
                fields.stream()
                        .map(field -> field instanceof List<?> pair && pair.size() == 2
                                ? pair(pair.getFirst(), pair.getLast())
                                : encoded(field))
                        .toList());
    }

    private static String pair(@Nullable Object name, @Nullable Object value) {
        return encoded(name) + "=" + encoded(value);
    }

    private static String encoded(@Nullable Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8);
    }

    /** Lines of curl's configuration. */
    String header(HttpOptions options) {
        boolean given = options.headers().keySet().stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
        return given || body.isEmpty() ? "" : "header = \"Content-Type: " + bodyFormat.type + "\"\n";
    }
}
