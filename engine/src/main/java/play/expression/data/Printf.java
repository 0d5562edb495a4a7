package play.expression.data;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
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
        return padded(kind.charAt(0), value, digits, wide, match.group("flags"));
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

    private static String padded(char kind, @Nullable Object value, int digits, int width, String flags) {
        boolean left = flags.contains("-") || width < 0;
        if (isNumber(kind)) {
            NumberText number = number(kind, value, digits, flags)
                    .orSign(flags.contains("+") ? "+" : flags.contains(" ") ? " " : "");
            return !left && flags.contains("0") ? number.filled(width) : padded(number.toString(), width, left);
        }
        String text = switch (kind) {
            case 's' -> cut(Text.of(value), digits);
            case 'r' -> cut(Text.quoted(value), digits);
            case 'a' -> cut(Text.ascii(value), digits);
            case 'c' -> character(value);
            default -> throw Failure.value("'%" + kind + "' is not a field of a format.");
        };
        return padded(text, width, left);
    }

    private static String padded(String text, int width, boolean left) {
        String blanks = " ".repeat(Math.max(0, Math.abs(width) - text.codePointCount(0, text.length())));
        return left ? text + blanks : blanks + text;
    }

    private static boolean isNumber(char kind) {
        return "diuxXofFeEgG".indexOf(kind) >= 0;
    }

    private static NumberText number(char kind, @Nullable Object value, int digits, String flags) {
        boolean full = flags.contains("#");
        return "fFeEgG".indexOf(kind) >= 0
                ? NumberText.decimal(Numbers.decimal(value), kind, digits, full)
                : NumberText.integer(integer(kind, value), kind, digits, full);
    }

    private static String character(@Nullable Object value) {
        Object number = value instanceof Boolean ? (Object) Numbers.whole(value, "The value") : value;
        if (number instanceof Long point && point >= 0 && point <= Character.MAX_CODE_POINT) {
            return Character.toString(point.intValue());
        }
        if (value instanceof String text && text.codePointCount(0, text.length()) == 1) {
            return text;
        }
        throw Failure.value("'%c' takes one character, or its number from 0 to " + Character.MAX_CODE_POINT + ".");
    }

    private static String cut(String text, int digits) {
        return digits < 0 || digits >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, digits));
    }

    /** Of a decimal number the digits of 'd' are those before its point; it has none of another base. */
    private static BigInteger integer(char kind, @Nullable Object value) {
        return Numbers.big(
                switch (value) {
                    case Double number when "diu".indexOf(kind) >= 0 -> Numbers.cut(number);
                    case BigInteger number -> number;
                    case null, default -> Numbers.whole(value, "The value of '%" + kind + "'");
                });
    }
}
