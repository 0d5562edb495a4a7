package play.expression.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.value.Values;

/** Reading numbers, the way Python and Ansible's filters do. */
public final class Numbers {
    /** As many digits as Python reads and writes. */
    private static final int MOST_DIGITS = 4300;

    /** As many bits as such a number has. */
    private static final int MOST_BITS = 14_285;

    /** Possessive, so that any number of digits needs no stack. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:\\d++(?:_\\d++)*+\\.?(?:\\d++(?:_\\d++)*+)?|\\.\\d++)(?:e[+-]?\\d++)?");

    private Numbers() {}

    /** The integer a value is; {@code what} names it in the error, with its first letter upper case. */
    public static long whole(@Nullable Object value, String what) {
        return switch (value) {
            case Long number -> number;
            case Boolean flag -> flag ? 1 : 0;
            case BigInteger number -> throw Failure.limit(what + " is too large: " + number + ".");
            case null, default -> throw Failure.value(what + " must be an integer, not a " + Values.kind(value) + ".");
        };
    }

    /** An {@code int} of a small range, for lengths and counts. */
    public static int small(@Nullable Object value, String what) {
        long number = whole(value, what);
        if (number > Bounds.LARGEST || number < -Bounds.LARGEST) {
            throw Failure.limit(what + " is too large: " + number + ".");
        }
        return (int) number;
    }

    /** As a number for arithmetic: {@code Long}, {@code BigInteger} or {@code Double}; booleans count as 0 and 1. */
    public static Optional<Number> number(@Nullable Object value) {
        return switch (value) {
            case Long number -> Optional.of(number);
            case BigInteger number -> Optional.of(number);
            case Double number -> Optional.of(number);
            case Boolean flag -> Optional.of(flag ? 1L : 0L);
            case null, default -> Optional.empty();
        };
    }

    /** As a decimal number for arithmetic. */
    public static double decimal(@Nullable Object value) {
        double decimal = number(value)
                .orElseThrow(() -> Failure.value("A number is needed here, not a " + Values.kind(value) + "."))
                .doubleValue();
        if (value instanceof BigInteger && Double.isInfinite(decimal)) {
            throw Failure.limit("The integer is too large for a decimal number.");
        }
        return decimal;
    }

    /** The number itself, which is finite. */
    static BigDecimal exact(Number number) {
        return number instanceof Double decimal ? new BigDecimal(decimal) : new BigDecimal(big(number));
    }

    /** An integer for arithmetic of any size. */
    public static BigInteger big(Number number) {
        return number instanceof BigInteger large ? large : BigInteger.valueOf(number.longValue());
    }

    /** Whether a value is an integer, of any size. */
    public static boolean isInteger(@Nullable Object value) {
        return value instanceof Long || value instanceof BigInteger;
    }

    /** An integer as values hold it: {@code Long} where that is large enough. */
    public static Number integer(BigInteger number) {
        checkBits(number.bitLength());
        return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
    }

    /** Fails where an integer would need more bits than are allowed. */
    static void checkBits(long bits) {
        if (bits > MOST_BITS) {
            throw Failure.limit(
                    "The integer is too large: it has more than " + Bounds.number(MOST_DIGITS) + " digits.");
        }
    }

    /** The same, unless the integer does not fit into 64 bits. */
    public static Optional<Long> parseLong(String text, int base) {
        return parseWhole(text, base).filter(Long.class::isInstance).map(Long.class::cast);
    }

    /** {@code int(text, base)}: digits with an optional sign, underscores between them, and the prefix of the base. */
    public static Optional<Number> parseWhole(String text, int base) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        boolean negative = digits.startsWith("-");
        digits = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        int radix = base;
        for (String prefix : new String[] {"0x16", "0o8", "0b2"}) {
            int meant = Integer.parseInt(prefix.substring(2));
            if (digits.startsWith(prefix.substring(0, 2)) && (base == meant || base == 0)) {
                digits = digits.substring(2);
                radix = meant;
            }
        }
        if (radix < 0 || radix == 1 || radix > 36 || !areDigits(digits, radix == 0 ? 10 : radix)) {
            return Optional.empty();
        }
        digits = withoutLeadingZeros(digits.replace("_", ""));
        if (digits.length() > MOST_DIGITS) {
            throw Failure.limit("The integer is too large: it has " + digits.length() + " digits; at most "
                    + MOST_DIGITS + " are allowed.");
        }
        try {
            BigInteger size = new BigInteger(digits, radix == 0 ? 10 : radix);
            return Optional.of(integer(negative ? size.negate() : size));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Digits of a base, with single underscores between them. */
    private static boolean areDigits(String text, int radix) {
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            boolean between = digit && text.charAt(i) == '_';
            digit = Character.digit(text.charAt(i), radix) >= 0;
            if (!digit && !between) {
                return false;
            }
        }
        return digit;
    }

    private static String withoutLeadingZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    /** {@code float(text)}. */
    public static Optional<Double> parseDecimal(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        if (DECIMAL.matcher(digits).matches()) {
            return Optional.of(Double.parseDouble(digits.replace("_", "")));
        }
        return switch (digits) {
            case "inf", "+inf", "infinity" -> Optional.of(Double.POSITIVE_INFINITY);
            case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
            case "nan" -> Optional.of(Double.NaN);
            default -> Optional.empty();
        };
    }

    /** Cut to an integer towards zero. */
    public static Number cut(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw Failure.value("'" + Text.number(number) + "' has no integer value.");
        }
        return integer(new BigDecimal(number).toBigInteger());
    }

    /** Rounded to {@code digits} behind the point; halves go to the even neighbour of the exact binary value. */
    public static double rounded(double number, int digits, RoundingMode mode) {
        if (Double.isNaN(number) || Double.isInfinite(number) || digits > 308) {
            return number;
        }
        double rounded =
                new BigDecimal(number).setScale(Math.max(digits, -308), mode).doubleValue();
        return rounded == 0 ? Math.copySign(0.0, number) : rounded;
    }
}
