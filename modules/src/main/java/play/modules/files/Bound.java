package play.modules.files;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A least number, or a greatest one, as {@code find} takes them for ages and sizes: {@code 2d}, {@code -10m}.
 *
 * @param isGreatest whether there is a minus before it
 */
record Bound(long number, boolean isGreatest) {
    private static final Pattern WRITTEN = Pattern.compile("(-?)([0-9]{1,10})([a-z]?)");

    /** In seconds. */
    static Bound ofAge(String written) {
        return of(written, "smhdw", 1, 60, 3600, 86_400, 604_800);
    }

    /** In bytes. */
    static Bound ofSize(String written) {
        return of(written, "bkmgt", 1, 1L << 10, 1L << 20, 1L << 30, 1L << 40);
    }

    private static Bound of(String written, String units, long... factors) {
        Matcher parts = WRITTEN.matcher(written.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new IllegalArgumentException("a bound that was not checked: " + written);
        }
        long factor = parts.group(3).isEmpty() ? 1 : factors[units.indexOf(parts.group(3))];
        long number = Math.min(Long.parseLong(parts.group(2)), Long.MAX_VALUE / factor) * factor;
        return new Bound(number, !parts.group(1).isEmpty());
    }

    boolean holds(long is) {
        return isGreatest ? is <= number : is >= number;
    }
}
