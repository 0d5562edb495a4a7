package play.expression.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A number as a field of a format shows it. The formats of Python have the kinds of C's printf: {@code d x o b} for
 * integers, {@code f e g} for others, and upper case letters for text in upper case.
 *
 * @param sign {@code -}, what stands there instead, or nothing
 * @param base {@code 0x}, or nothing
 */
public record NumberText(String sign, String base, String digits) {
    private static final int USUAL = 6;

    /**
     * An integer.
     *
     * @param fewest digits, with zeros in front
     * @param full whether its base is said
     */
    public static NumberText integer(BigInteger value, char kind, int fewest, boolean full) {
        int radix = switch (Character.toLowerCase(kind)) {
            case 'x' -> 16;
            case 'o' -> 8;
            case 'b' -> 2;
            default -> 10;
        };
        String digits = value.abs().toString(radix);
        String filled = "0".repeat(Math.max(0, fewest - digits.length())) + digits;
        String base = full && radix != 10 ? "0" + kind : "";
        return new NumberText(
                value.signum() < 0 ? "-" : "",
                base,
                Character.isUpperCase(kind) ? filled.toUpperCase(Locale.ROOT) : filled);
    }

    /**
     * A decimal number.
     *
     * @param kind one of {@code f e g}, or {@code r} for the shortest text that is still seen to be no integer
     * @param digits behind the point, or those that count; below 0 for as many as there usually are
     * @param full whether the point and zeros at the end stay
     */
    public static NumberText decimal(double value, char kind, int digits, boolean full) {
        String text = Double.isNaN(value) || Double.isInfinite(value)
                ? Text.number(Math.abs(value))
                : finite(Math.abs(value), Character.toLowerCase(kind), digits, full);
        return new NumberText(
                isNegative(value) ? "-" : "", "", Character.isUpperCase(kind) ? text.toUpperCase(Locale.ROOT) : text);
    }

    /** Zero too may be. */
    private static boolean isNegative(double value) {
        return Math.copySign(1, value) < 0 && !Double.isNaN(value);
    }

    private static String finite(double value, char kind, int digits, boolean full) {
        int count = digits < 0 ? USUAL : digits;
        return switch (kind) {
            case 'f' -> fixed(value, count, full);
            case 'e' -> scientific(value, count, full);
            case 'r' -> digits < 0 ? shortest(value, full) : general(value, digits, full, true);
            default -> general(value, count, full, false);
        };
    }

    /** Of the exact binary value; halves go to the even neighbour. */
    private static String fixed(double value, int digits, boolean full) {
        String text =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        return full && digits == 0 ? text + "." : text;
    }

    /** One digit, so many behind the point, and the power of ten. */
    private static String scientific(double value, int digits, boolean full) {
        BigDecimal exact = new BigDecimal(value).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
        int power = exact.signum() == 0 ? 0 : exact.precision() - exact.scale() - 1;
        String all = exact.movePointLeft(power).setScale(digits).toPlainString();
        return (full && digits == 0 ? all + "." : all) + String.format(Locale.ROOT, "e%+03d", power);
    }

    private static String shortest(double value, boolean full) {
        String text = Text.number(value);
        return full && !text.contains(".") ? text.replace("e", ".e") : text;
    }

    /**
     * With so many digits that count, by a power of ten where the number is far from 1.
     *
     * @param fraction whether at least a zero stands behind the point
     */
    private static String general(double value, int digits, boolean full, boolean fraction) {
        int count = Math.max(1, digits);
        String scientific = scientific(value, count - 1, full);
        int at = scientific.indexOf('e');
        int power = Integer.parseInt(scientific.substring(at + 1));
        if (power < -4 || power >= (fraction ? count - 1 : count)) {
            return withoutZeros(scientific.substring(0, at), full) + scientific.substring(at);
        }
        String text = withoutZeros(fixed(value, count - 1 - power, full), full);
        return fraction && !text.contains(".") ? text + ".0" : text;
    }

    private static String withoutZeros(String decimal, boolean full) {
        return decimal.contains(".") && !full ? decimal.replaceFirst("\\.?0*$", "") : decimal;
    }

    /** With {@code other} where there is no minus. */
    NumberText orSign(String other) {
        return sign.isEmpty() ? new NumberText(other, base, digits) : this;
    }

    /** With zeros behind the sign and the base, up to so many characters. */
    String filled(int width) {
        return sign + base + "0".repeat(Math.max(0, width - toString().length())) + digits;
    }

    @Override
    public String toString() {
        return sign + base + digits;
    }
}
