package play.expression.data;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A moment as calendars and clocks tell it: Python's {@code datetime}, and its {@code date}.
 *
 * @param zone empty where nothing says which: then it is the controller's
 * @param day whether only the day counts
 */
public record Moment(LocalDateTime at, Optional<ZoneOffset> zone, boolean day) implements TemplateObject {
    @Override
    public String called() {
        return "moment";
    }

    @Override
    public @Nullable Object member(String name) {
        return switch (name) {
            case "year" -> (long) at.getYear();
            case "month" -> (long) at.getMonthValue();
            case "day" -> (long) at.getDayOfMonth();
            case "hour" -> (long) at.getHour();
            case "minute" -> (long) at.getMinute();
            case "second" -> (long) at.getSecond();
            case "microsecond" -> at.getLong(ChronoField.MICRO_OF_SECOND);
            case "strftime" -> new ObjectMethod(name, List.of("format"), given -> DateText.write(text(given), zoned()));
            case "isoformat" -> new ObjectMethod(name, List.of("sep?"), given -> iso(separator(given)));
            case "timestamp" -> method(name, (double) microseconds() / 1_000_000);
            case "date" -> method(name, new Moment(at.truncatedTo(ChronoUnit.DAYS), Optional.empty(), true));
            case "weekday" -> method(name, at.getDayOfWeek().getValue() - 1L);
            case "isoweekday" -> method(name, (long) at.getDayOfWeek().getValue());
            default -> TemplateObject.super.member(name);
        };
    }

    private static ObjectMethod method(String name, Object value) {
        return new ObjectMethod(name, List.of(), given -> value);
    }

    private static String text(Map<String, @Nullable Object> given) {
        if (given.get("format") instanceof String text) {
            return text;
        }
        throw Failure.arguments("The method 'strftime' needs a string that says the form.");
    }

    private static String separator(Map<String, @Nullable Object> given) {
        return given.containsKey("sep") ? Text.of(given.get("sep")) : "T";
    }

    private ZonedDateTime zoned() {
        ZoneId where = zone.isPresent() ? zone.get() : ZoneId.systemDefault();
        return at.atZone(where);
    }

    private long microseconds() {
        return ChronoUnit.MICROS.between(LocalDateTime.of(1970, 1, 1, 0, 0).atZone(ZoneOffset.UTC), zoned());
    }

    /** How long after {@code other} it is. */
    Elapsed since(Moment other) {
        checkZones(other);
        return new Elapsed(
                zone.isPresent() ? microseconds() - other.microseconds() : ChronoUnit.MICROS.between(other.at, at));
    }

    /** The moment that much later. */
    Moment plus(Elapsed elapsed, int sign) {
        return new Moment(at.plus(sign * elapsed.microseconds(), ChronoUnit.MICROS), zone, day);
    }

    private void checkZones(Moment other) {
        if (zone.isPresent() != other.zone.isPresent()) {
            throw Failure.value("A moment with a time zone and one without cannot be compared.");
        }
    }

    @Override
    public int compareTo(TemplateObject other) {
        return other instanceof Moment moment
                ? Long.signum(since(moment).microseconds())
                : TemplateObject.super.compareTo(other);
    }

    /** As in ISO 8601, with {@code separator} between day and time. */
    private String iso(String separator) {
        String date = at.toLocalDate().toString();
        if (day) {
            return date;
        }
        String time = DateText.write(at.getNano() == 0 ? "%H:%M:%S" : "%H:%M:%S.%f", zoned());
        String offset = zone.map(one -> one.equals(ZoneOffset.UTC) ? "+00:00" : one.toString())
                .orElse("");
        return date + separator + time + offset;
    }

    /** As in JSON. */
    String iso() {
        return iso("T");
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public String toString() {
        return iso(" ");
    }
}
