package play.expression.data;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time between two moments: Python's {@code timedelta}. */
public record Elapsed(long microseconds) implements TemplateObject {
    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;

    @Override
    public String called() {
        return "time between moments";
    }

    @Override
    public @Nullable Object member(String name) {
        long rest = Math.floorMod(microseconds, DAY);
        return switch (name) {
            case "days" -> Math.floorDiv(microseconds, DAY);
            case "seconds" -> rest / SECOND;
            case "microseconds" -> rest % SECOND;
            case "total_seconds" -> new ObjectMethod(name, List.of(), given -> (double) microseconds / SECOND);
            default -> TemplateObject.super.member(name);
        };
    }

    @Override
    public int compareTo(TemplateObject other) {
        return other instanceof Elapsed elapsed
                ? Long.compare(microseconds, elapsed.microseconds)
                : TemplateObject.super.compareTo(other);
    }

    @Override
    public String toString() {
        long days = Math.floorDiv(microseconds, DAY);
        long rest = Math.floorMod(microseconds, DAY);
        long seconds = rest / SECOND;
        String time = String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
        String fraction = rest % SECOND == 0 ? "" : String.format(Locale.ROOT, ".%06d", rest % SECOND);
        String whole = days == 0 ? "" : days + (Math.abs(days) == 1 ? " day, " : " days, ");
        return whole + time + fraction;
    }
}
