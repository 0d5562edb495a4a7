package play.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names with ranges in them: {@code web[01:20]}, {@code db-[a:f]}, {@code n[0:10:2]}. */
final class HostRange {
    static final int MOST = 100_000;

    private static final Pattern RANGE =
            Pattern.compile("\\[(?:(?<from>[0-9]{1,18}):(?<to>[0-9]{1,18})|(?<first>[a-zA-Z]):(?<last>[a-zA-Z]))"
                    + "(?::(?<step>[0-9]{1,18}))?\\]");

    private HostRange() {}

    /** All names, in order; a name without a range is itself. Throws when a range makes no sense. */
    static List<String> expand(String name) {
        Matcher range = RANGE.matcher(name);
        if (!range.find()) {
            if (name.indexOf('[') >= 0) {
                throw new IllegalArgumentException(
                        "brackets hold a range as in [1:9] or [a:f], or an address with a port after it as in"
                                + " [::1]:22");
            }
            return List.of(name);
        }
        List<String> names = new ArrayList<>();
        for (String middle : values(range)) {
            for (String rest : expand(name.substring(range.end()))) {
                names.add(name.substring(0, range.start()) + middle + rest);
                if (names.size() > MOST) {
                    throw new IllegalArgumentException("it has more than " + MOST + " hosts");
                }
            }
        }
        return names;
    }

    private static List<String> values(Matcher range) {
        boolean numbers = range.group("from") != null;
        long from = numbers
                ? Long.parseLong(range.group("from"))
                : range.group("first").charAt(0);
        long to = numbers
                ? Long.parseLong(range.group("to"))
                : range.group("last").charAt(0);
        long step = range.group("step") == null ? 1 : Long.parseLong(range.group("step"));
        if (to < from || step < 1) {
            throw new IllegalArgumentException("the range " + range.group() + " is empty or runs backwards");
        }
        if ((to - from) / step > MOST) {
            throw new IllegalArgumentException("it has more than " + MOST + " hosts");
        }
        List<String> values = new ArrayList<>();
        for (long value = from; value <= to; value += step) {
            values.add(numbers ? padded(value, range.group("from")) : String.valueOf((char) value));
        }
        return values;
    }

    private static String padded(long value, String like) {
        String digits = String.valueOf(value);
        return like.startsWith("0") ? "0".repeat(Math.max(0, like.length() - digits.length())) + digits : digits;
    }
}
