package play.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The lines {@code name=value} that a host printed of itself.
 *
 * @param all values by name, in the order of the lines; quotation marks around a value are gone
 */
record FactLines(Map<String, List<String>> all) {
    static FactLines of(String text) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                all.computeIfAbsent(line.substring(0, equals), name -> new ArrayList<>())
                        .add(line.substring(equals + 1).replaceAll("^\"|\"$", ""));
            }
        });
        return new FactLines(all);
    }

    List<String> values(String name) {
        return all.getOrDefault(name, List.of());
    }

    /** The last value that is not empty; empty where there is none. */
    String text(String name) {
        return values(name).reversed().stream()
                .filter(value -> !value.isBlank())
                .map(String::strip)
                .findFirst()
                .orElse("");
    }

    Optional<Long> whole(String name) {
        return Optional.of(text(name))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong);
    }

    long number(String name) {
        return whole(name).orElse(0L);
    }
}
