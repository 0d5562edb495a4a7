package play.expression.data;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Moments as texts and back, by the directives of C: {@code %Y-%m-%d}. Names are English. */
public final class DateText {
    private static final Pattern DIRECTIVE = Pattern.compile("%(.?)", Pattern.DOTALL);

    /** Directives that write, as Java spells them. */
    private static final Map<String, String> WRITTEN = Map.ofEntries(
            Map.entry("Y", "uuuu"),
            Map.entry("m", "MM"),
            Map.entry("d", "dd"),
            Map.entry("H", "HH"),
            Map.entry("M", "mm"),
            Map.entry("S", "ss"),
            Map.entry("f", "SSSSSS"),
            Map.entry("y", "uu"),
            Map.entry("j", "DDD"),
            Map.entry("I", "hh"),
            Map.entry("p", "a"),
            Map.entry("a", "EEE"),
            Map.entry("A", "EEEE"),
            Map.entry("b", "MMM"),
            Map.entry("B", "MMMM"),
            Map.entry("F", "uuuu-MM-dd"),
            Map.entry("R", "HH:mm"),
            Map.entry("T", "HH:mm:ss"),
            Map.entry("D", "MM/dd/uu"),
            Map.entry("e", "ppd"),
            Map.entry("z", "xx"));

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final String MONTH = String.join("|", MONTHS);
    private static final String MONTH_IN_FULL =
            "january|february|march|april|may|june|july|august|september|october|november|december";

    /** Directives that are read, as patterns of what they take. */
    private static final Map<String, String> READ = Map.ofEntries(
            Map.entry("Y", "[0-9]{4}"),
            Map.entry("m", "1[0-2]|0[1-9]|[1-9]"),
            Map.entry("d", "3[01]|[12][0-9]|0[1-9]|[1-9]| [1-9]"),
            Map.entry("H", "2[0-3]|[01][0-9]|[0-9]"),
            Map.entry("I", "1[0-2]|0[1-9]|[1-9]"),
            Map.entry("M", "[0-5][0-9]|[0-9]"),
            Map.entry("S", "6[01]|[0-5][0-9]|[0-9]"),
            Map.entry("f", "[0-9]{1,6}"),
            Map.entry("y", "[0-9]{2}"),
            Map.entry("j", "36[0-6]|3[0-5][0-9]|[12][0-9][0-9]|0[0-9][1-9]|0[1-9][0-9]|[1-9][0-9]|0[1-9]|[1-9]"),
            Map.entry("p", "am|pm"),
            Map.entry("a", "mon|tue|wed|thu|fri|sat|sun"),
            Map.entry("A", "monday|tuesday|wednesday|thursday|friday|saturday|sunday"),
            Map.entry("b", MONTH),
            Map.entry("B", MONTH_IN_FULL),
            Map.entry("Z", "utc|gmt"),
            Map.entry("z", "[+-][0-9]{2}:?[0-5][0-9](?::?[0-5][0-9])?|z"));

    private DateText() {}

    /** The moment in the form of {@code format}. */
    public static String write(String format, ZonedDateTime moment) {
        return DIRECTIVE
                .matcher(format)
                .replaceAll(directive -> Matcher.quoteReplacement(written(directive.group(1), moment)));
    }

    private static String written(String directive, ZonedDateTime moment) {
        Bounds.steps(20);
        if (directive.equals("%")) {
            return "%";
        }
        if (directive.equals("s")) {
            return String.valueOf(moment.toEpochSecond());
        }
        String pattern = WRITTEN.get(directive);
        if (pattern == null) {
            throw unknown(directive, WRITTEN);
        }
        return DateTimeFormatter.ofPattern(pattern, Locale.US).format(moment);
    }

    private static Failure unknown(String directive, Map<String, String> known) {
        String all = String.join(
                "', '",
                new TreeSet<>(known.keySet()).stream().map(one -> "%" + one).toList());
        return Failure.arguments(
                "'%" + directive + "' is not a directive for dates here; supported are '" + all + "'.");
    }

    /** The moment that {@code text} tells in the form of {@code format}. */
    public static Moment read(String text, String format) {
        Map<String, String> parts = parts(text, format);
        try {
            return new Moment(moment(parts), zone(parts), false);
        } catch (DateTimeException e) {
            throw Failure.value("'" + text + "' is not a moment: " + e.getMessage() + ".");
        }
    }

    private static Map<String, String> parts(String text, String format) {
        Bounds.read((long) text.length() + format.length());
        StringBuilder pattern = new StringBuilder();
        List<String> order = new ArrayList<>();
        for (int at = 0; at < format.length(); at++) {
            char c = format.charAt(at);
            if (Character.isWhitespace(c)) {
                pattern.append("\\s++");
                while (at + 1 < format.length() && Character.isWhitespace(format.charAt(at + 1))) {
                    at++;
                }
            } else if (c == '%') {
                directive(format.substring(Math.min(++at, format.length()), Math.min(at + 1, format.length())), pattern)
                        .ifPresent(order::add);
            } else {
                pattern.append(Pattern.quote(String.valueOf(c)));
            }
        }
        Matcher found =
                Pattern.compile(pattern.toString(), Pattern.CASE_INSENSITIVE).matcher(text);
        if (!found.matches()) {
            throw Failure.value("'" + text + "' is not in the form '" + format + "'.");
        }
        Map<String, String> parts = new HashMap<>();
        for (int i = 0; i < order.size(); i++) {
            if (parts.put(order.get(i), found.group(i + 1).toLowerCase(Locale.ROOT)) != null) {
                throw Failure.arguments("'%" + order.get(i) + "' stands in the form '" + format + "' twice.");
            }
        }
        return parts;
    }

    private static Optional<String> directive(String directive, StringBuilder pattern) {
        if (directive.equals("%")) {
            pattern.append('%');
            return Optional.empty();
        }
        String taken = READ.get(directive);
        if (taken == null) {
            throw unknown(directive, READ);
        }
        pattern.append('(').append(taken).append(')');
        return Optional.of(directive);
    }

    private static LocalDateTime moment(Map<String, String> parts) {
        String fraction = (parts.getOrDefault("f", "0") + "000000").substring(0, 6);
        LocalDateTime moment = LocalDateTime.of(
                year(parts),
                month(parts),
                number(parts, "d", 1),
                hour(parts),
                number(parts, "M", 0),
                number(parts, "S", 0),
                Integer.parseInt(fraction) * 1000);
        return parts.containsKey("j") ? moment.withDayOfYear(number(parts, "j", 1)) : moment;
    }

    private static int number(Map<String, String> parts, String directive, int otherwise) {
        String digits = parts.get(directive);
        return digits == null ? otherwise : Integer.parseInt(digits.strip());
    }

    private static int year(Map<String, String> parts) {
        int two = number(parts, "y", -1);
        return two < 0 ? number(parts, "Y", 1900) : two + (two < 69 ? 2000 : 1900);
    }

    private static int month(Map<String, String> parts) {
        String name = parts.getOrDefault("b", parts.getOrDefault("B", ""));
        return name.isEmpty() ? number(parts, "m", 1) : MONTHS.indexOf(name.substring(0, 3)) + 1;
    }

    private static int hour(Map<String, String> parts) {
        if (!parts.containsKey("I")) {
            return number(parts, "H", 0);
        }
        return number(parts, "I", 0) % 12 + (parts.getOrDefault("p", "am").equals("pm") ? 12 : 0);
    }

    private static Optional<ZoneOffset> zone(Map<String, String> parts) {
        String zone = parts.getOrDefault("z", "");
        return zone.isEmpty()
                ? Optional.empty()
                : Optional.of(zone.equals("z") ? ZoneOffset.UTC : ZoneOffset.of(zone.replace(":", "")));
    }
}
