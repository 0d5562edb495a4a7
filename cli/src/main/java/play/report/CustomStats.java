package play.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import play.value.Unknown;

/** Values that tasks keep for the end of the run, told by {@code ansible_stats} of their results. */
final class CustomStats {
    private final Map<String, Map<String, @Nullable Object>> ofHosts = new TreeMap<>();
    private final Map<String, @Nullable Object> ofRun = new LinkedHashMap<>();

    /** Takes the values of a result that has some. */
    void take(String host, @Nullable Object result) {
        if (result instanceof Map<?, ?> fields
                && fields.get("ansible_stats") instanceof Map<?, ?> stats
                && stats.get("data") instanceof Map<?, ?> data
                && !data.isEmpty()) {
            boolean each = Boolean.TRUE.equals(stats.get("per_host"));
            boolean together = !Boolean.FALSE.equals(stats.get("aggregate"));
            Map<String, @Nullable Object> kept =
                    each ? ofHosts.computeIfAbsent(host, any -> new LinkedHashMap<>()) : ofRun;
            data.forEach((name, value) -> kept.compute(
                    String.valueOf(name), (key, old) -> together && old != null ? together(old, value) : value));
        }
    }

    /** What is of another type than before changes nothing; as in Ansible. */
    private static @Nullable Object together(Object old, @Nullable Object more) {
        return switch (old) {
            case Unknown unknown -> unknown;
            case Object known when more instanceof Unknown -> more;
            case Map<?, ?> map
            when more instanceof Map<?, ?> other -> {
                Map<Object, @Nullable Object> all = new LinkedHashMap<>(map);
                all.putAll(other);
                yield all;
            }
            case List<?> list
            when more instanceof List<?> other -> {
                List<@Nullable Object> all = new ArrayList<>(list);
                all.addAll(other);
                yield all;
            }
            case String text when more instanceof String other -> text + other;
            case Double number when more instanceof Number other -> number + other.doubleValue();
            case Number number when more instanceof Double other -> number.doubleValue() + other;
            case Number number when more instanceof Number other -> number.longValue() + other.longValue();
            default -> old;
        };
    }

    /** A line for each host, and one for the run; none where nothing is kept. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        ofHosts.forEach((host, values) -> lines.add("  " + host + ": " + ReportJson.console(values, false)));
        if (!ofRun.isEmpty()) {
            lines.add("  RUN: " + ReportJson.console(ofRun, false));
        }
        return lines;
    }
}
