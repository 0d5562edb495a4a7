package play.modules.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import play.value.Bytes;

/**
 * A form of several parts (RFC 7578).
 *
 * @param parts headers and contents, in the order they are sent in
 */
record MultipartForm(List<Part> parts) {
    private static final String END = "\r\n";

    /** @param headers lines, each with its end */
    record Part(String headers, String content) {
        static Part of(String field, Object value) {
            if (!(value instanceof Map<?, ?> given)) {
                return new Part(disposition(field, Optional.empty()) + type("text/plain"), String.valueOf(value));
            }
            Optional<String> file = text(given, "filename").map(name -> name.replaceFirst("^.*/", ""));
            return new Part(
                    disposition(field, file) + type(text(given, "mime_type").orElse("application/octet-stream")),
                    text(given, "content").orElse(""));
        }

        private static Optional<String> text(Map<?, ?> given, String name) {
            return Optional.ofNullable(given.get(name)).map(String::valueOf);
        }

        private static String type(String mime) {
            return "Content-Type: " + mime.replaceAll("[\r\n]", "") + END;
        }

        private static String disposition(String field, Optional<String> file) {
            return "Content-Disposition: form-data; name=\"" + quoted(field) + "\""
                    + file.map(name -> "; filename=\"" + quoted(name) + "\"").orElse("") + END;
        }

        private static String quoted(String name) {
            return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
        }
    }

    MultipartForm {
        parts = List.copyOf(parts);
    }

    /** @param fields texts, or mappings of what is known of a file; in the order of their names, as in Ansible */
    static MultipartForm of(Map<?, ?> fields) {
        Map<String, Object> sorted = new TreeMap<>();
        fields.forEach((name, value) -> sorted.put(String.valueOf(name), value == null ? "" : value));
        List<Part> parts = new ArrayList<>();
        sorted.forEach((name, value) -> parts.add(Part.of(name, value)));
        return new MultipartForm(parts);
    }

    /** What is no such form. */
    static List<String> faults(Object body) {
        if (!(body instanceof Map<?, ?> fields)) {
            return List.of("body must be a mapping of fields with body_format form-multipart");
        }
        List<String> faults = new ArrayList<>();
        fields.forEach((name, value) -> {
            if (value instanceof List<?>) {
                faults.add("field '" + name + "' must be a text, or a mapping with its content");
            } else if (value instanceof Map<?, ?> file && file.get("content") == null) {
                faults.add("field '" + name
                        + "' must have a content: Ansible reads the file of a filename, which play does"
                        + " not; write content: \"{{ lookup('file', …) }}\" beside it");
            } else if (value instanceof Map<?, ?> file && file.get("multipart_encoding") != null) {
                faults.add("field '" + name + "' has multipart_encoding, which play does not have: contents are sent as"
                        + " they are. Leave it out");
            }
        });
        return faults;
    }

    /** Between the parts: made of them, so that it is in none of them, and the same for the same form. */
    String boundary() {
        StringBuilder all = new StringBuilder();
        parts.forEach(part ->
                all.append(part.headers()).append(END).append(part.content()).append(END));
        return "----" + Bytes.of(all.toString()).sha256();
    }

    String text() {
        String boundary = boundary();
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append("--")
                .append(boundary)
                .append(END)
                .append(part.headers())
                .append(END)
                .append(part.content())
                .append(END));
        return text.append("--").append(boundary).append("--").append(END).toString();
    }
}
