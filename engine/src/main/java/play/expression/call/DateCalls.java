package play.expression.call;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.DateText;
import play.expression.data.Failure;
import play.expression.data.Moment;

/** Moments: the one that it is now, and those that texts and numbers tell. */
final class DateCalls {
    private DateCalls() {}

    static void add(Registry.Builder to) {
        to.function(
                "now",
                "utc? fmt?",
                MarkerHandling.CONTENT,
                given -> Drawn.now(given, "the time of 'now'", () -> now(given)));
        to.filter(
                "to_datetime",
                "format?",
                MarkerHandling.CONTENT,
                (input, given) -> DateText.read(TextFilters.string(input), given.text("format", "%Y-%m-%d %H:%M:%S")));
        to.filter("strftime", "second utc?", MarkerHandling.CONTENT, DateCalls::strftime);
    }

    private static ZoneId zone(Given given) {
        return given.flag("utc", false) ? ZoneOffset.UTC : ZoneId.systemDefault();
    }

    private static Object now(Given given) {
        LocalDateTime now = LocalDateTime.now(zone(given)).truncatedTo(ChronoUnit.MICROS);
        String format = given.text("fmt", "");
        return format.isEmpty()
                ? new Moment(now, Optional.empty(), false)
                : DateText.write(format, now.atZone(zone(given)));
    }

    /** A moment, in seconds since 1970, in the form of the input. */
    private static String strftime(@Nullable Object input, Given given) {
        try {
            return DateText.write(
                    TextFilters.string(input),
                    Instant.ofEpochSecond(given.whole("second", 0)).atZone(zone(given)));
        } catch (DateTimeException e) {
            throw Failure.value("'second' of the filter 'strftime' must be a time in seconds since 1970.");
        }
    }
}
