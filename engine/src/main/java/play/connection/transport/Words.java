package play.connection.transport;

import java.time.Duration;
import java.util.List;
import play.value.Bytes;

/** Pieces of messages. */
public final class Words {
    private static final int LINES = 3;

    private Words() {}

    /** "5 s", "2 min", "1500 ms". */
    public static String of(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + " ms";
        }
        return duration.toSecondsPart() == 0 && duration.toMinutes() > 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }

    /** The last lines of what a host wrote, on one line. */
    public static String last(Bytes output) {
        List<String> lines = output.utf8()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return String.join(" / ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
