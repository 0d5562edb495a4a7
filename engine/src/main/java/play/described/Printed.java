package play.described;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentType;
import play.expression.data.Failure;
import play.expression.data.Json;
import play.host.Base64Text;
import play.host.UnknownStateException;
import play.value.Flag;
import play.value.FlowText;

/**
 * Reads what the script of a module printed: lines {@code name=value} or {@code name:base64=value}, a name of a list
 * any number of times, or one mapping in JSON. It is data, whatever it looks like.
 */
record Printed(List<Field> fields) {
    private static final Pattern LINE = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(:base64)?=(.*)");
    private static final String EXPECTED = "lines such as name=value, or a mapping in JSON";

    /** What it tells: what is not there prints nothing, or says so itself. */
    DescribedState state(String text) throws UnknownStateException {
        Map<String, @Nullable Object> told = text.strip().startsWith("{") ? json(text) : lines(text);
        boolean printed = !told.isEmpty();
        @Nullable Object there = told.remove(DescribedState.PRESENT);
        boolean present = there == null
                ? printed
                : Flag.parse(there)
                        .orElseThrow(() -> UnknownStateException.expected(
                                "true or false as '" + DescribedState.PRESENT + "'", String.valueOf(there)));
        return present ? read(told) : DescribedState.absent(fields);
    }

    private DescribedState read(Map<String, @Nullable Object> told) throws UnknownStateException {
        Map<String, @Nullable Object> read = new LinkedHashMap<>();
        for (Field field : fields) {
            @Nullable Object value = told.remove(field.name());
            try {
                read.put(field.name(), field.read(value == null && isList(field) ? List.of() : value));
            } catch (Field.Misfit e) {
                throw UnknownStateException.expected(String.valueOf(e.getMessage()), FlowText.of(value));
            }
        }
        if (!told.isEmpty()) {
            String name = told.keySet().iterator().next();
            throw UnknownStateException.expected("only what 'want' and 'returns' of the module name", name);
        }
        return new DescribedState(true, read);
    }

    private static boolean isList(Field field) {
        return field.type() == ArgumentType.LIST;
    }

    private Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    private static Map<String, @Nullable Object> json(String text) throws UnknownStateException {
        try {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            if (Json.read(text) instanceof Map<?, ?> map) {
                map.forEach((key, value) -> told.put(String.valueOf(key), value));
            }
            return told;
        } catch (Failure e) {
            throw UnknownStateException.expected(EXPECTED, text);
        }
    }

    private Map<String, @Nullable Object> lines(String text) throws UnknownStateException {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher parts = LINE.matcher(line);
            if (!line.isBlank() && !parts.matches()) {
                throw UnknownStateException.expected(EXPECTED, line);
            }
            if (!line.isBlank()) {
                String value = parts.group(3);
                add(told, parts.group(1), parts.group(2) == null ? value : decoded(parts.group(1), value));
            }
        }
        return told;
    }

    private static String decoded(String name, String base64) throws UnknownStateException {
        try {
            return Base64Text.decoded(base64).utf8();
        } catch (UnknownStateException e) {
            throw UnknownStateException.expected("base64 as '" + name + "'", base64);
        }
    }

    private void add(Map<String, @Nullable Object> told, String name, String value) throws UnknownStateException {
        @Nullable Object before = told.get(name);
        if (field(name).filter(Printed::isList).isPresent()) {
            List<@Nullable Object> items = new ArrayList<>(before instanceof List<?> list ? list : List.of());
            items.add(value);
            told.put(name, items);
        } else if (before != null) {
            throw UnknownStateException.expected("'" + name + "' once, as it is no list", name + "=" + value);
        } else {
            told.put(name, value);
        }
    }
}
