package play.expression.call;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.NumberText;
import play.expression.data.Numbers;
import play.expression.data.Printf;
import play.expression.data.Text;
import play.value.Values;

/** What stands behind the colon of a field of {@code str.format}: {@code >8}, {@code 08.2f}, {@code #x}, {@code ,}. */
final class FormatSpec {
    private static final Pattern SPEC = Pattern.compile(
            "(?:(?<fill>.)?(?<align>[<>^=]))?(?<sign>[-+ ])?(?<base>#)?(?<zero>0)?(?<width>\\d{1,4})?"
                    + "(?<group>[,_])?(?:\\.(?<digits>\\d{1,3}))?(?<kind>[a-zA-Z%])?",
            Pattern.DOTALL);

    private final String fill;
    private final String align;
    private final String sign;
    private final boolean full;
    private final int width;
    private final String group;
    private final int digits;
    private final String kind;

    private FormatSpec(Matcher match) {
        boolean zero = !part(match, "zero").isEmpty();
        fill = !part(match, "fill").isEmpty() ? part(match, "fill") : zero ? "0" : " ";
        align = part(match, "align");
        sign = part(match, "sign");
        full = !part(match, "base").isEmpty();
        width = part(match, "width").isEmpty() ? 0 : Integer.parseInt(part(match, "width"));
        group = part(match, "group");
        digits = part(match, "digits").isEmpty() ? -1 : Integer.parseInt(part(match, "digits"));
        kind = part(match, "kind");
    }

    private static String part(Matcher match, String name) {
        return Objects.requireNonNullElse(match.group(name), "");
    }

    /** The value as the text behind the colon says. */
    static String formatted(@Nullable Object value, String spec) {
        Matcher match = SPEC.matcher(spec);
        if (!match.matches()) {
            throw Failure.value("'" + spec + "' does not say how to format a value.");
        }
        FormatSpec read = new FormatSpec(match);
        boolean asText = read.kind.equals("s");
        Object shown = value instanceof Boolean && !asText ? (Object) Numbers.whole(value, "The value") : value;
        return switch (shown) {
            case Double number when !asText -> read.number(read.decimal(number));
            case Number number when !asText -> read.number(read.integer(number));
            case Number number -> read.text(Text.of(number), spec);
            case Boolean flag -> read.text(Text.of(flag), spec);
            case String text -> read.text(text, spec);
            case null, default ->
                throw Failure.value("A " + Values.kind(value) + " takes no format such as '" + spec + "'.");
        };
    }

    private String text(String text, String spec) {
        if (!(kind.isEmpty() || kind.equals("s"))) {
            throw Failure.value("'" + kind + "' is not a format of a string.");
        }
        if (full || align.equals("=") || !sign.isEmpty() || !group.isEmpty()) {
            throw Failure.value("A string takes no format such as '" + spec + "'; that is one of numbers.");
        }
        String part = digits < 0 || digits >= text.codePointCount(0, text.length())
                ? text
                : text.substring(0, text.offsetByCodePoints(0, digits));
        return aligned("", part, align.isEmpty() ? "<" : align);
    }

    private NumberText integer(Number value) {
        if ("eEfFgG%".contains(kind) && !kind.isEmpty()) {
            return decimal(Numbers.decimal(value));
        }
        if (digits >= 0) {
            throw Failure.value("An integer has no digits behind a point.");
        }
        return switch (kind) {
            case "", "d", "n" -> NumberText.integer(Numbers.big(value), 'd', 1, false);
            case "x", "X", "o", "b" -> NumberText.integer(Numbers.big(value), kind.charAt(0), 1, full);
            case "c" -> new NumberText("", "", Printf.format("%c", value));
            default -> throw Failure.value("'" + kind + "' is not a format of an integer.");
        };
    }

    private NumberText decimal(double value) {
        return switch (kind) {
            case "" -> NumberText.decimal(value, 'r', digits, full);
            case "n" -> NumberText.decimal(value, 'g', digits, full);
            case "e", "E", "f", "F", "g", "G" -> NumberText.decimal(value, kind.charAt(0), digits, full);
            case "%" -> {
                NumberText hundredths = NumberText.decimal(value * 100, 'f', digits, full);
                yield new NumberText(hundredths.sign(), "", hundredths.digits() + "%");
            }
            default -> throw Failure.value("'" + kind + "' is not a format of a number.");
        };
    }

    private String number(NumberText number) {
        if (!group.isEmpty() && (kind.equals("c") || kind.equals("n") || (isBased() && group.equals(",")))) {
            throw Failure.value("'" + group + "' does not go with '" + kind + "' in a format.");
        }
        String front = (number.sign().isEmpty() && !sign.equals("-") ? sign : number.sign()) + number.base();
        String whole = whole(number);
        String rest = number.digits().substring(whole.length());
        String side = align.isEmpty() ? (fill.equals("0") ? "=" : ">") : align;
        int least = side.equals("=") && fill.equals("0") ? width - front.length() - rest.length() : 0;
        return aligned(front, (whole.isEmpty() ? "" : grouped(whole, least)) + rest, side);
    }

    /** The digits that may stand in groups. */
    private String whole(NumberText number) {
        String digits = number.digits();
        if (kind.equals("c")) {
            return "";
        }
        return isBased()
                ? digits
                : digits.substring(
                        0, digits.length() - digits.replaceFirst("^\\d+", "").length());
    }

    private boolean isBased() {
        return !kind.isEmpty() && "xXob".contains(kind);
    }

    /** Zeros in front belong to the groups; where only a mark would stand in front, so does one more. */
    private String grouped(String digits, int least) {
        if (group.isEmpty()) {
            return digits;
        }
        int size = isBased() ? 4 : 3;
        int room = Math.max(0, least);
        int fewest = room - room / (size + 1) + (room % (size + 1) == 0 && room > 0 ? 1 : 0);
        String filled = "0".repeat(Math.max(0, fewest - digits.length())) + digits;
        return filled.replaceAll("(?<=.)(?=(.{" + size + "})+$)", group);
    }

    private String aligned(String front, String text, String side) {
        int missing = Math.max(0, width - front.length() - text.codePointCount(0, text.length()));
        return switch (side) {
            case "<" -> front + text + fill.repeat(missing);
            case ">" -> fill.repeat(missing) + front + text;
            case "^" -> fill.repeat(missing / 2) + front + text + fill.repeat(missing - missing / 2);
            default -> front + fill.repeat(missing) + text;
        };
    }
}
