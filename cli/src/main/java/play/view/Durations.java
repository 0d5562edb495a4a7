package play.view;

import java.util.Locale;

/** How long something took, as people read it: {@code 35.2 s}, {@code 1 min 05 s}. */
public final class Durations {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Durations() {}

    public static String text(long millis) {
        if (millis < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        return millis < HOUR
                ? "%d min %02d s".formatted(millis / MINUTE, millis % MINUTE / SECOND)
                : "%d h %02d min".formatted(millis / HOUR, millis % HOUR / MINUTE);
    }
}
