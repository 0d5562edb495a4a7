package play.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.diag.Printable;
import play.value.JsonScalars;
import play.value.Secret;
import play.value.Unknown;

/** Values of playbooks as JSON text, in which nothing steers a terminal. */
public final class ReportJson {
    private static final ObjectMapper LINE =
            JsonMapper.builder().disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE).build();
    private static final ObjectMapper PRETTY = LINE.copy().enable(SerializationFeature.INDENT_OUTPUT);
    private static final String INDENT = "    ";

    private ReportJson() {}

    public static String text(@Nullable Object value, boolean pretty) {
        try {
            return harmless((pretty ? PRETTY : LINE).writeValueAsString(plain(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain data could not be written as JSON", e);
        }
    }

    /**
     * As Ansible prints it: keys sorted, blanks after colons and commas, four blanks for each level where it has
     * several lines.
     */
    static String console(Map<String, @Nullable Object> value, boolean pretty) {
        StringBuilder out = new StringBuilder();
        put(out, plain(value), pretty ? "\n" : "");
        return harmless(out.toString());
    }

    /** @param indent a line feed and the blanks of this level; empty for one line */
    private static void put(StringBuilder out, @Nullable Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> {
                Parts parts = new Parts(out, indent, '{', '}');
                Map<String, @Nullable Object> sorted = new TreeMap<>();
                map.forEach((key, item) -> sorted.put(String.valueOf(key), item));
                sorted.forEach((key, item) -> {
                    parts.next();
                    out.append(JsonScalars.quoted(key, false)).append(": ");
                    put(out, item, parts.inside);
                });
                parts.end();
            }
            case List<?> list -> {
                Parts parts = new Parts(out, indent, '[', ']');
                list.forEach(item -> {
                    parts.next();
                    put(out, item, parts.inside);
                });
                parts.end();
            }
            case String text -> out.append(JsonScalars.quoted(text, false));
            case Double number -> out.append(JsonScalars.number(number));
            case null, default -> out.append(value);
        }
    }

    /** What is between brackets. */
    private static final class Parts {
        private final StringBuilder out;
        private final String indent;
        private final String inside;
        private final char close;
        private boolean any;

        Parts(StringBuilder out, String indent, char open, char close) {
            this.out = out.append(open);
            this.indent = indent;
            this.inside = indent.isEmpty() ? "" : indent + INDENT;
            this.close = close;
        }

        void next() {
            out.append(any ? (inside.isEmpty() ? ", " : ",") : "").append(inside);
            any = true;
        }

        void end() {
            out.append(any ? indent : "").append(close);
        }
    }

    /**
     * Such characters are in texts only, where an escape means the same. Half of a pair of surrogates is no character,
     * and parsers give up at it: it is replaced.
     */
    private static String harmless(String json) {
        if (json.codePoints().noneMatch(c -> c != '\n' && Printable.isHarmful(c))) {
            return json;
        }
        StringBuilder shown = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (Character.getType(c) == Character.SURROGATE) {
                shown.append('\ufffd');
            } else if (c != '\n' && Printable.isHarmful(c)) {
                for (char unit : Character.toChars(c)) {
                    shown.append("\\u%04x".formatted((int) unit));
                }
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
                yield copy;
            }
            case List<?> list -> list.stream().map(ReportJson::plain).toList();
            case Optional<?> optional ->
                optional.<@Nullable Object>map(ReportJson::plain).orElse(null);
            case Secret secret -> Secret.MASK;
            case Unknown unknown -> Map.of("unknown", unknown.reason());
            case null -> null;
            case String text -> text;
            case Number number -> number;
            case Boolean flag -> flag;
            default -> value.toString();
        };
    }
}
