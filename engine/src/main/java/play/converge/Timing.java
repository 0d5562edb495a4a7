package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * When something that was done on a host began and ended, by the clock of the controller, under Ansible's names and in
 * its forms.
 */
record Timing(Instant start, long nanos) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    static Timing begun() {
        return new Timing(Instant.now(), System.nanoTime());
    }

    /** {@code start} and {@code end} as local times, {@code delta} as {@code h:mm:ss.ffffff}. */
    Map<String, Object> ended() {
        Duration took = Duration.ofNanos(System.nanoTime() - nanos);
        return Map.of("start", TIME.format(start), "end", TIME.format(start.plus(took)), "delta", text(took));
    }

    /** As Python writes it, with the days first where there are any. */
    static String text(Duration took) {
        long days = took.toDaysPart();
        return (days == 0 ? "" : days + (days == 1 ? " day, " : " days, "))
                + String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d.%06d",
                        took.toHoursPart(),
                        took.toMinutesPart(),
                        took.toSecondsPart(),
                        took.toNanosPart() / 1000);
    }
}
