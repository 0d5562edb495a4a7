package play.modules.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.param.Binding;
import play.param.ContentJson;
import play.param.Default;
import play.param.Doc;
import play.param.Hyphenated;
import play.param.Meaning;
import play.param.Means;
import play.param.PathSource;
import play.param.SecretText;
import play.value.Bytes;
import play.value.Values;

/** What a request sends: parameters that {@code uri} and {@code http_request} have in common. */
public record HttpBody(
        @Doc("Body of the request; a mapping or list is sent as JSON, or as the fields of a form.")
        Optional<Object> body,

        @Doc("What the body is: sets the header Content-Type unless headers do. With form-multipart a field is a text,"
                + " or a mapping of its content, and optionally its filename and mime_type.")
        @Default("raw")
        Format bodyFormat,

        @Doc("File that is sent as it is instead of body, on the controller, searched in the role's and the playbook's"
                + " directory files; with remote_src on the host.")
        Optional<PathSource> src,

        @Doc("Whether src is a path on the host.") @Default("false") @Means(Meaning.ON_HOST)
        boolean remoteSrc) {
    /** What the body is said to be. */
    @Hyphenated
    public enum Format {
        RAW("application/octet-stream"),
        JSON("application/json"),
        FORM_URLENCODED("application/x-www-form-urlencoded"),
        FORM_MULTIPART("multipart/form-data");

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

    /** What is wrong whatever the host is like. */
    List<Binding.Fault> faults() {
        Stream<String> multipart =
                bodyFormat == Format.FORM_MULTIPART && unknown().isEmpty()
                        ? body.stream().flatMap(value -> MultipartForm.faults(value).stream())
                        : Stream.of();
        Stream<Binding.Fault> file = src.stream()
                .filter(PathSource.Folder.class::isInstance)
                .map(folder -> new Binding.Fault("src", "src must be a file, and is a directory"));
        return Stream.concat(multipart.map(why -> new Binding.Fault("body", why)), file)
                .toList();
    }

    /** What is sent, unless it is a file. */
    Optional<SecretText> sent() {
        return body.map(value -> new SecretText(text(Values.revealed(value))));
    }

    /** What is sent of a file on the controller; nothing where that is too large, too. */
    Optional<Bytes> file() {
        return src.flatMap(source -> source instanceof PathSource.OnController(var file)
                ? file.content().bytes()
                : Optional.empty());
    }

    /** Why what is to be sent can't be. */
    Optional<String> refusal() {
        return src.flatMap(source -> source instanceof PathSource.OnController(var file)
                        && file.content().bytes().isEmpty()
                ? Optional.of(file.name() + " is too large to be sent from here; bring it to the host by `copy`, and"
                        + " send it with remote_src")
                : Optional.empty());
    }

    private String text(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map
            when bodyFormat == Format.FORM_MULTIPART -> MultipartForm.of(map).text();
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
            Stream<?> values = value instanceof List<?> several ? several.stream() : Stream.ofNullable(value);
            values.filter(Objects::nonNull).forEach(one -> pairs.add(pair(name, one)));
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

    /** As Python writes it, which Ansible does. */
    private static String encoded(@Nullable Object value) {
        String text = value instanceof Boolean truth ? (truth ? "True" : "False") : String.valueOf(value);
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The header Content-Type that goes with it; a file has none, as in Ansible. */
    Optional<String> type(HttpOptions options) {
        boolean given = options.headers().keySet().stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
        return given ? Optional.empty() : body.map(value -> type(Values.revealed(value)));
    }

    private String type(@Nullable Object value) {
        return value instanceof Map<?, ?> fields && bodyFormat == Format.FORM_MULTIPART
                ? bodyFormat.type + "; boundary=" + MultipartForm.of(fields).boundary()
                : bodyFormat.type;
    }
}
