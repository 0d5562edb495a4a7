package play.modules.databases;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What values of a setting of PostgreSQL are, so that two that are written differently can be the same.
 *
 * @param type as the server calls it: bool, integer, real, enum, string
 * @param unit that plain numbers are in, such as 8kB or ms; empty for none
 */
record SettingKind(String name, String type, String unit) {
    /** Those whose values are lists of names, each quoted by itself. */
    private static final Set<String> LISTS = Set.of(
            "local_preload_libraries",
            "search_path",
            "session_preload_libraries",
            "shared_preload_libraries",
            "temp_tablespaces",
            "unix_socket_directories");

    private static final Pattern NUMBER = Pattern.compile("([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)\\s*([0-9]*[A-Za-z]*)");

    /** In bytes, and in microseconds. */
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("B", 1L),
            Map.entry("kB", 1L << 10),
            Map.entry("8kB", 1L << 13),
            Map.entry("16kB", 1L << 14),
            Map.entry("32kB", 1L << 15),
            Map.entry("MB", 1L << 20),
            Map.entry("16MB", 1L << 24),
            Map.entry("GB", 1L << 30),
            Map.entry("TB", 1L << 40),
            Map.entry("us", 1L),
            Map.entry("ms", 1_000L),
            Map.entry("s", 1_000_000L),
            Map.entry("min", 60_000_000L),
            Map.entry("h", 3_600_000_000L),
            Map.entry("d", 86_400_000_000L));

    boolean isList() {
        return LISTS.contains(name);
    }

    /** A value in the one way that all that are the same are written. */
    String normal(String value) {
        return switch (type) {
            case "bool" -> truth(value.strip().toLowerCase(Locale.ROOT));
            case "integer", "real" -> number(value.strip());
            case "enum" -> value.strip().toLowerCase(Locale.ROOT);
            default -> isList() ? String.join(", ", items(value)) : value;
        };
    }

    private static String truth(String value) {
        if (value.isEmpty() || value.equals("o")) {
            return value;
        }
        if ("true".startsWith(value) || "yes".startsWith(value) || value.equals("on") || value.equals("1")) {
            return "on";
        }
        return "false".startsWith(value) || "no".startsWith(value) || "off".startsWith(value) || value.equals("0")
                ? "off"
                : value;
    }

    private String number(String value) {
        Matcher number = NUMBER.matcher(value);
        if (!number.matches() || !(number.group(2).isEmpty() || UNITS.containsKey(number.group(2)))) {
            return value;
        }
        try {
            BigDecimal count = new BigDecimal(number.group(1));
            String of = number.group(2).isEmpty() ? unit : number.group(2);
            BigDecimal all = count.multiply(BigDecimal.valueOf(UNITS.getOrDefault(of, 1L)));
            return all.signum() == 0 ? "0" : all.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static List<String> items(String value) {
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .map(item -> item.matches("\"[^\"]*\"") ? item.substring(1, item.length() - 1) : item)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** A value as ALTER SYSTEM takes it. */
    String literal(String value) {
        if (!isList()) {
            return Sql.text(value);
        }
        return items(value).isEmpty()
                ? "''"
                : items(value).stream().map(Sql::text).collect(Collectors.joining(", "));
    }
}
