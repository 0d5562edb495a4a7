package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.value.Unknown;

class CustomStatsTest {
    private final CustomStats stats = new CustomStats();

    private void take(String host, Map<String, Object> data, boolean each, boolean together) {
        stats.take(host, Map.of("ansible_stats", Map.of("data", data, "per_host", each, "aggregate", together)));
    }

    @Test
    void valuesArePutTogetherOrReplaced() {
        take("h1", Map.of("count", 1L, "names", List.of("a"), "text", "x", "map", Map.of("a", 1L)), false, true);
        take("h2", Map.of("count", 2L, "names", List.of("b"), "text", "y", "map", Map.of("b", 2L)), false, true);
        assertEquals(
                List.of("  RUN: {\"count\": 3, \"map\": {\"a\": 1, \"b\": 2}, \"names\": [\"a\", \"b\"],"
                        + " \"text\": \"xy\"}"),
                stats.lines());
        take("h1", Map.of("count", 7L, "names", 1L, "text", 2L, "map", 3L), false, false);
        take("h1", Map.of("names", "other type"), false, true);
        assertEquals(List.of("  RUN: {\"count\": 7, \"map\": 3, \"names\": 1, \"text\": 2}"), stats.lines());
    }

    @Test
    void hostsHaveTheirOwn() {
        take("h2", Map.of("color", "red"), true, true);
        take("h1", Map.of("color", "blue"), true, true);
        take("h1", Map.of("size", 1.5), true, true);
        take("h1", Map.of("size", 1L), true, true);
        assertEquals(
                List.of("  h1: {\"color\": \"blue\", \"size\": 2.5}", "  h2: {\"color\": \"red\"}"), stats.lines());
    }

    @Test
    void otherResultsAreNone() {
        stats.take("h1", new Unknown("not run"));
        stats.take("h1", Map.of("changed", true));
        take("h1", Map.of(), false, true);
        assertEquals(List.of(), stats.lines());
    }
}
