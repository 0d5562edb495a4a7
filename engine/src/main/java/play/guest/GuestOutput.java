package play.guest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.ScriptResult;
import play.module.Statement;
import play.module.Statement.Difference;
import play.module.Statement.Ending;
import play.value.Flag;
import play.value.Secret;
import play.value.Values;

/**
 * Reads what a module has printed: one JSON object, on a line of its own, maybe with other lines around it.
 *
 * @param module its name
 * @param hidden texts that are not to be shown, which a module keeps out of its result but not out of its warnings
 */
record GuestOutput(String module, List<String> hidden) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The exit code of a script that finds no Python on the host. */
    static final int NO_PYTHON = 127;

    private static final int MOST_WORDS = 2000;

    Statement read(ScriptResult done) {
        Optional<Map<String, @Nullable Object>> printed = object(done.out());
        return printed.isPresent() ? statement(printed.get()) : failed(masked(why(done)));
    }

    private static Optional<Map<String, @Nullable Object>> object(String out) {
        for (int at = out.indexOf('{'); at >= 0; at = out.indexOf('{', at + 1)) {
            if (out.substring(out.lastIndexOf('\n', at) + 1, at).isBlank()) {
                Optional<Map<String, @Nullable Object>> read = parsed(out.substring(at));
                if (read.isPresent()) {
                    return read;
                }
            }
        }
        return Optional.empty();
    }

    /** The object at the beginning of a text, whatever follows it. */
    private static Optional<Map<String, @Nullable Object>> parsed(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            Map<?, ?> map = JSON.readValue(parser, Map.class);
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, value) -> fields.put(String.valueOf(name), Untagged.of(Values.copyOf(value))));
            return Optional.of(fields);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
    }

    private String why(ScriptResult done) {
        if (done.exitCode() == NO_PYTHON && done.out().isBlank()) {
            return "'" + module + "' is a guest, which needs Python on the host: "
                    + done.err().strip();
        }
        String said = (done.err().isBlank() ? done.out() : done.err()).strip();
        return "'" + module + "' printed no result, and ended with exit code " + done.exitCode()
                + (said.isEmpty() ? "" : ": " + said.substring(Math.max(0, said.length() - MOST_WORDS)));
    }

    private String masked(String text) {
        String masked = text;
        for (String secret : hidden) {
            masked = secret.isEmpty() ? masked : masked.replace(secret, Secret.MASK);
        }
        return masked;
    }

    private static Statement failed(String why) {
        return new Statement(Ending.FAILED, why, Map.of(), Map.of(), List.of(), List.of());
    }

    private Statement statement(Map<String, @Nullable Object> printed) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>(printed);
        result.keySet().removeIf(name -> name.startsWith("_ansible_") || name.equals("invocation"));
        result.computeIfPresent(
                "warnings",
                (name, said) ->
                        items(said).stream().map(text -> masked(text(text))).toList());
        return new Statement(
                ending(result),
                message(result),
                result,
                fields(result.get("ansible_facts")),
                differences(result.get("diff")),
                warnings(result));
    }

    private static String message(Map<String, @Nullable Object> result) {
        for (String name : List.of("msg", "exception")) {
            if (result.get(name) != null) {
                return text(result.get(name));
            }
        }
        return result.get("rc") instanceof Long rc && rc != 0 ? "exit code " + rc : "";
    }

    /** As Ansible has it, an exit code that is not 0 is a failure where the module does not say. */
    private static Ending ending(Map<String, @Nullable Object> result) {
        boolean failed =
                result.containsKey("failed") ? isSet(result, "failed") : result.get("rc") instanceof Long rc && rc != 0;
        if (failed) {
            return Ending.FAILED;
        }
        if (isSet(result, "skipped")) {
            return Ending.SKIPPED;
        }
        return isSet(result, "changed") ? Ending.CHANGED : Ending.UNCHANGED;
    }

    private static boolean isSet(Map<String, @Nullable Object> result, String name) {
        Object value = result.get(name);
        return value != null && Flag.parse(value).orElse(false);
    }

    private static Map<String, @Nullable Object> fields(@Nullable Object value) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        }
        return fields;
    }

    private List<Difference> differences(@Nullable Object diff) {
        List<Difference> all = new ArrayList<>();
        for (Object one : diff instanceof List<?> several ? several : diff == null ? List.of() : List.of(diff)) {
            if (one instanceof Map<?, ?> map) {
                difference(map).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Difference> difference(Map<?, ?> diff) {
        Object header = diff.get("after_header") == null ? diff.get("before_header") : diff.get("after_header");
        String of = header == null ? module : String.valueOf(header);
        if (diff.get("prepared") != null) {
            return Optional.of(new Difference(of, "", text(diff.get("prepared"))));
        }
        String before = text(diff.get("before"));
        String after = text(diff.get("after"));
        return before.equals(after) ? Optional.empty() : Optional.of(new Difference(of, before, after));
    }

    /** A text as it is, anything else as JSON. */
    private static String text(@Nullable Object value) {
        try {
            return switch (value) {
                case null -> "";
                case String text -> text;
                case Map<?, ?> map -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(map) + "\n";
                default -> JSON.writeValueAsString(value);
            };
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is none", e);
        }
    }

    private List<String> warnings(Map<String, @Nullable Object> result) {
        List<String> all = new ArrayList<>();
        for (Object warning : items(result.get("warnings"))) {
            all.add(text(warning));
        }
        for (Object deprecation : items(result.get("deprecations"))) {
            all.add(deprecated(deprecation));
        }
        return all.stream()
                .filter(text -> !text.isBlank())
                .map(text -> module + ": " + masked(text))
                .toList();
    }

    private static List<?> items(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static String deprecated(@Nullable Object deprecation) {
        if (!(deprecation instanceof Map<?, ?> map)) {
            return text(deprecation);
        }
        Object until = map.get("version") == null ? map.get("date") : map.get("version");
        return text(map.get("msg")) + (until == null ? "" : " (until " + until + ")");
    }
}
