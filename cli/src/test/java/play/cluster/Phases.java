package play.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long each play of a run took, for the record. */
final class Phases {
    private Phases() {}

    /** A line for each play and one for all, in seconds. */
    static String of(List<JsonNode> events) {
        if (events.isEmpty()) {
            return "nothing was begun";
        }
        List<String> lines = new ArrayList<>();
        List<JsonNode> plays = events.stream()
                .filter(event -> event.path("event").asText().equals("play_started"))
                .toList();
        long end = events.getLast().path("time").asLong();
        for (int i = 0; i < plays.size(); i++) {
            long until = i + 1 < plays.size() ? plays.get(i + 1).path("time").asLong() : end;
            lines.add(line(
                    until - plays.get(i).path("time").asLong(),
                    plays.get(i).path("name").asText()));
        }
        lines.add(line(end - events.getFirst().path("time").asLong(), "in all"));
        return String.join("\n", lines);
    }

    private static String line(long millis, String what) {
        return String.format(Locale.ROOT, "%7.1f s  %s", millis / 1000.0, what);
    }
}
