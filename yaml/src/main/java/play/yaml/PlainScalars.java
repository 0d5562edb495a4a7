package play.yaml;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted scalar means: booleans and integers as in Ansible, but digits after a leading zero stay text, since
 * they are meant as permission bits or as names.
 */
final class PlainScalars {
    /** As many as Python reads. */
    private static final int MOST_DIGITS = 4300;

    static final String CORE_TAGS = "tag:yaml.org,2002:";
    static final List<String> KNOWN_TAGS = List.of("!vault", "!vault-encrypted", "!unsafe");

    private static final Set<String> TRUE = Set.of("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> FALSE = Set.of("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(0|[1-9][0-9_]*)");
    private static final Pattern OCTAL = Pattern.compile("[-+]?0o[0-7_]+");
    private static final Pattern HEX = Pattern.compile("[-+]?0x[0-9a-fA-F_]+");
    private static final Pattern BINARY = Pattern.compile("[-+]?0b[01_]+");
    private static final Pattern REAL =
            Pattern.compile("[-+]?([0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?)");
    private static final Pattern ENDLESS = Pattern.compile("[-+]?\\.(inf|Inf|INF)");

    private PlainScalars() {}

    /** The value of a scalar: null, Boolean, Long, BigInteger, Double or String. */
    static @Nullable Object value(String text, Optional<String> tag, boolean plain) {
        String kind = tag.filter(name -> name.startsWith(CORE_TAGS))
                .map(name -> name.substring(CORE_TAGS.length()))
                .orElse("");
        if (kind.equals("str") || (tag.isPresent() && kind.isEmpty())) {
            return text;
        }
        return plain || !kind.isEmpty() ? resolved(text) : text;
    }

    private static @Nullable Object resolved(String text) {
        if (NULL.contains(text)) {
            return null;
        }
        if (TRUE.contains(text)) {
            return true;
        }
        if (FALSE.contains(text)) {
            return false;
        }
        return startsNumber(text.charAt(0)) ? number(text) : text;
    }

    private static boolean startsNumber(char first) {
        return (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    }

    private static Object number(String text) {
        if (DECIMAL.matcher(text).matches()) {
            return whole(text, text, 10);
        }
        if (OCTAL.matcher(text).matches()) {
            return whole(text, text.replaceFirst("0o", ""), 8);
        }
        if (HEX.matcher(text).matches()) {
            return whole(text, text.replaceFirst("0x", ""), 16);
        }
        if (BINARY.matcher(text).matches()) {
            return whole(text, text.replaceFirst("0b", ""), 2);
        }
        if (REAL.matcher(text).matches()) {
            return Double.valueOf(text.replace("_", ""));
        }
        if (ENDLESS.matcher(text).matches()) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return text.equals(".nan") || text.equals(".NaN") || text.equals(".NAN") ? Double.valueOf(Double.NaN) : text;
    }

    /** So many digits that nobody means a number stay text. */
    private static Object whole(String text, String digits, int radix) {
        try {
            BigInteger number = new BigInteger(digits.replace("_", ""), radix);
            boolean small = number.bitLength() < Long.SIZE;
            return digits.length() > MOST_DIGITS ? text : small ? (Object) number.longValue() : number;
        } catch (NumberFormatException e) {
            return text;
        }
    }
}
