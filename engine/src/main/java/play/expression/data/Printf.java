package play.expression.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code 'pattern' % values} and the {@code format} filter: printf as Python has it. */
public final class Printf {
    private static final Pattern FIELD = Pattern.compile(
            "%(?:\\((?<key>[^)]*)\\))?(?<flags>[-+ 0#]*)(?<width>\\d+|\\*)?(?:\\.(?<digits>\\d+))?[hlL]?(?<kind>.)?",
            Pattern.DOTALL);
    private static final int WIDEST = 10_000;

    private final Iterator<? extends @Nullable Object> values;
    private final @Nullable Object whole;
    private int used;

    private Printf(@Nullable Object whole) {
        this.whole = whole;
        this.values = (FreshList.isTuple(whole) ? Data.items(whole) : FreshList.of(whole)).iterator();
    }

    /** {@code values} is a tuple, a mapping for named fields, or the one value. */
    public static String format(String pattern, @Nullable Object values) {
        Bounds.steps(20L + pattern.length());
        Printf printf = new Printf(values);
        Matcher fields = FIELD.matcher(pattern);
        StringBuilder out = new StringBuilder();
        while (fields.find()) {
            String text = printf.field(fields);
            Bounds.text(text.length());
            Bounds.checkText((long) out.length() + text.length());
            fields.appendReplacement(out, "");
            out.append(text);
        }
        fields.appendTail(out);
        printf.checkAllUsed();
        return out.toString();
    }

    private void checkAllUsed() {
        if (FreshList.isTuple(whole) && whole instanceof List<?> list && used < list.size()) {
            throw Failure.value("The format has " + used + " fields for " + list.size() + " values.");
        }
    }

    private String field(Matcher match) {
        String kind = match.group("kind");
        if ("%".equals(kind)) {
            return "%";
        }
        if (kind == null) {
            throw Failure.value("The format ends inside a field.");
        }
        String width = match.group("width");
        int wide = width == null ? 0 : "*".equals(width) ? Numbers.small(next(), "The width") : parse(width);
        Object value = match.group("key") == null ? next() : named(match.group("key"));
        int digits = match.group("digits") == null ? -1 : parse(match.group("digits"));
        String flags = match.group("flags");
        return padded(text(kind.charAt(0), value, digits, flags), wide, flags, !"sr".contains(kind));
    }

    private static int parse(String number) {
        if (number.length() > 5 || Integer.parseInt(number) > WIDEST) {
            throw Failure.limit("A field of a format may be at most " + WIDEST + " wide.");
        }
        return Integer.parseInt(number);
    }

    private @Nullable Object next() {
        if (!values.hasNext()) {
            throw Failure.value("The format has more fields than values.");
        }
        used++;
        return values.next();
    }

    private @Nullable Object named(String key) {
        if (whole instanceof Map<?, ?> map && map.containsKey(key)) {
            return map.get(key);
        }
        throw Failure.value("There is no value for the field '" + key + "' of the format.");
    }

    private static String text(char kind, @Nullable Object value, int digits, String flags) {
        return switch (kind) {
            case 's' -> cut(Text.of(value), digits);
            case 'r' -> cut(Text.quoted(value), digits);
            case 'd', 'i', 'u' -> signed(integer(value).toString(), flags);
            case 'x' -> (flags.contains("#") ? "0x" : "") + integer(value).toString(16);
            case 'X' ->
                (flags.contains("#") ? "0X" : "") + integer(value).toString(16).toUpperCase(Locale.ROOT);
            case 'o' -> (flags.contains("#") ? "0o" : "") + integer(value).toString(8);
            case 'c' -> character(value);
            case 'f', 'F' -> signed(fixed(Numbers.decimal(value), digits < 0 ? 6 : digits), flags);
            case 'e', 'g', 'E', 'G' -> signed(general(kind, Numbers.decimal(value), digits < 0 ? 6 : digits), flags);
            default -> throw Failure.value("'%" + kind + "' is not a field of a format.");
        };
    }

    private static String character(@Nullable Object value) {
        if (value instanceof Long point && point >= 0 && point <= Character.MAX_CODE_POINT) {
            return Character.toString(point.intValue());
        }
        if (value instanceof String text && text.codePointCount(0, text.length()) == 1) {
            return text;
        }
        throw Failure.value("'%c' takes one character, or its number from 0 to " + Character.MAX_CODE_POINT + ".");
    }

    private static String cut(String text, int digits) {
        return digits < 0 || digits >= text.length() ? text : text.substring(0, digits);
    }

    private static BigInteger integer(@Nullable Object value) {
        return Numbers.big(
                switch (value) {
                    case Double number -> Numbers.cut(number);
                    case BigInteger number -> number;
                    case null, default -> Numbers.whole(value, "The value of this field");
                });
    }

    private static String fixed(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Text.number(value);
        }
        return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String general(char kind, double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Character.isUpperCase(kind) ? Text.number(value).toUpperCase(Locale.ROOT) : Text.number(value);
        }
        String text = Character.toLowerCase(kind) == 'e'
                ? String.format(Locale.ROOT, "%." + digits + "e", value)
                : shortest(value, Math.max(1, digits));
        return Character.isUpperCase(kind) ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** With so many digits that count, without zeros at the end; by a power of ten where the number is far from 1. */
    private static String shortest(double value, int digits) {
        String scientific = String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        int at = scientific.indexOf('e');
        int power = Integer.parseInt(scientific.substring(at + 1));
        return power < -4 || power >= digits
                ? withoutZeros(scientific.substring(0, at)) + scientific.substring(at)
                : withoutZeros(fixed(value, digits - 1 - power));
    }

    private static String withoutZeros(String decimal) {
        return decimal.contains(".") ? decimal.replaceFirst("\\.?0*$", "") : decimal;
    }

    private static String signed(String number, String flags) {
        if (number.startsWith("-")) {
            return number;
        }
        return flags.contains("+") ? "+" + number : flags.contains(" ") ? " " + number : number;
    }

    private static String padded(String text, int width, String flags, boolean number) {
        int missing = Math.abs(width) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-") || width < 0) {
            return text + " ".repeat(missing);
        }
        if (flags.contains("0") && number) {
            int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
            return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
        }
        return " ".repeat(missing) + text;
    }
}
