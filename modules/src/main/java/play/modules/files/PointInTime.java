package play.modules.files;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A time that a file is to have. */
sealed interface PointInTime {
    /** The time stays as it is. */
    record Kept() implements PointInTime {}

    /** The time at which the task runs. */
    record Now() implements PointInTime {}

    /** A time of the host's own clock, in its time zone, to the second. */
    record At(LocalDateTime local) implements PointInTime {
        /** As {@code date -d} takes it. */
        String written() {
            return local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT));
        }
    }

    /**
     * The directives of a format, as {@code strptime} has them, by their letter; zeros may be left out before numbers.
     */
    Map<Character, Consumer<DateTimeFormatterBuilder>> DIRECTIVES = Map.ofEntries(
            Map.entry('Y', to -> to.appendValue(ChronoField.YEAR, 4)),
            Map.entry('y', to -> to.appendValueReduced(ChronoField.YEAR, 2, 2, 1969)),
            Map.entry('m', to -> to.appendValue(ChronoField.MONTH_OF_YEAR, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('d', to -> to.appendValue(ChronoField.DAY_OF_MONTH, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('j', to -> to.appendValue(ChronoField.DAY_OF_YEAR, 1, 3, SignStyle.NOT_NEGATIVE)),
            Map.entry('H', to -> to.appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('I', to -> to.appendValue(ChronoField.CLOCK_HOUR_OF_AMPM, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('p', to -> to.appendText(ChronoField.AMPM_OF_DAY)),
            Map.entry('M', to -> to.appendValue(ChronoField.MINUTE_OF_HOUR, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('S', to -> to.appendValue(ChronoField.SECOND_OF_MINUTE, 1, 2, SignStyle.NOT_NEGATIVE)),
            Map.entry('b', to -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)),
            Map.entry('B', to -> to.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL)),
            Map.entry('%', to -> to.appendLiteral('%')));

    /**
     * The time that a task writes, {@code now} and {@code preserve} among them.
     *
     * @return nothing where the text is not of the format
     */
    static Optional<PointInTime> of(String text, String format) {
        return switch (text) {
            case "preserve" -> Optional.of(new Kept());
            case "now" -> Optional.of(new Now());
            default -> parser(format).flatMap(parser -> at(text, parser)).map(At::new);
        };
    }

    /** What is wrong with a format, as the end of a sentence. */
    static Optional<String> fault(String format) {
        return parser(format).isPresent()
                ? Optional.empty()
                : Optional.of("must be a format of %Y, %y, %m, %d, %j, %H, %I, %p, %M, %S, %b, %B and %%, not '"
                        + format + "'");
    }

    private static Optional<DateTimeFormatter> parser(String format) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%') {
                builder.appendLiteral(format.charAt(i));
                continue;
            }
            char letter = ++i < format.length() ? format.charAt(i) : ' ';
            @Nullable Consumer<DateTimeFormatterBuilder> directive = DIRECTIVES.get(letter);
            if (directive == null) {
                return Optional.empty();
            }
            letters.append(letter);
            directive.accept(builder);
        }
        fill(builder, letters.toString());
        return Optional.of(builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT));
    }

    /** What a format leaves out is that of the beginning of 1900, as it is to {@code strptime}. */
    private static void fill(DateTimeFormatterBuilder builder, String letters) {
        if (!letters.matches(".*[Yy].*")) {
            builder.parseDefaulting(ChronoField.YEAR, 1900);
        }
        if (letters.indexOf('j') < 0) {
            builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        if (letters.indexOf('I') < 0) {
            builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        } else if (letters.indexOf('p') < 0) {
            builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
        }
        builder.parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0);
        builder.parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    }

    private static Optional<LocalDateTime> at(String text, DateTimeFormatter parser) {
        try {
            return Optional.of(LocalDateTime.parse(text, parser));
        } catch (DateTimeParseException otherFormat) {
            return Optional.empty();
        }
    }
}
