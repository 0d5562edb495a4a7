package play.expression.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Numbers;
import play.expression.data.Operators;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Bytes;
import play.value.Flag;
import play.value.Omit;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Filters about being there at all, and conversions between kinds. */
final class BasicFilters {
    /** What a scalar of YAML may mean by true, and Ansible's filter does not. */
    private static final Set<String> SHORT_TRUE = Set.of("y", "t");

    private BasicFilters() {}

    static void add(Registry.Builder to) {
        to.filter("default d", "default_value? boolean?", MarkerHandling.MARKERS, BasicFilters::otherwise);
        to.filter("mandatory", "msg?", MarkerHandling.MARKERS, BasicFilters::mandatory);
        to.filter("ternary", "true_val false_val none_val?", MarkerHandling.MARKERS, BasicFilters::ternary);
        to.filter("bool", "", MarkerHandling.CONTENT, (input, given) -> bool(input));
        to.filter("int", "default? base?", MarkerHandling.CONTENT, BasicFilters::integer);
        to.filter("float", "default?", MarkerHandling.CONTENT, BasicFilters::decimal);
        to.filter("string", "", MarkerHandling.CONTENT, (input, given) -> Text.of(input));
        to.filter("abs", "", MarkerHandling.CONTENT, (input, given) -> absolute(input));
        to.filter("round", "precision? method?", MarkerHandling.CONTENT, BasicFilters::round);
        to.filter("length count", "", MarkerHandling.SHAPE, (input, given) -> Data.length(input));
        to.filter("type_debug", "", MarkerHandling.MARKERS, (input, given) -> typeOf(input));
    }

    private static @Nullable Object otherwise(@Nullable Object input, Given given) {
        boolean missing = input instanceof Undefined || input == Omit.OMIT;
        boolean falsy = !missing && given.flag("boolean", false) && isFalsy(input);
        return missing || falsy ? given.get("default_value", "") : input;
    }

    private static boolean isFalsy(@Nullable Object input) {
        return !(input instanceof Unknown) && !Data.truth(input instanceof Secret secret ? secret.value() : input);
    }

    private static @Nullable Object mandatory(@Nullable Object input, Given given) {
        if (input instanceof Undefined undefined) {
            throw given.get("msg") == null ? Failure.undefined(undefined) : Failure.value(given.text("msg"));
        }
        return input;
    }

    private static @Nullable Object ternary(@Nullable Object input, Given given) {
        Object open = input instanceof Secret secret ? secret.value() : input;
        if (open instanceof Unknown unknown) {
            return unknown;
        }
        if (open == null && given.get("none_val") != null) {
            return given.get("none_val");
        }
        return given.get(Data.truth(open) ? "true_val" : "false_val");
    }

    static boolean bool(@Nullable Object input) {
        return switch (input) {
            case Boolean flag -> flag;
            case null -> false;
            case Long number -> number == 1;
            case Double number -> number == 1;
            case BigInteger number -> false;
            case String text when text.isBlank() -> false;
            case String text
            when SHORT_TRUE.contains(text.toLowerCase(Locale.ROOT)) ->
                throw Failure.value(
                        "'" + text + "' is neither true nor false: as Ansible's filter 'bool' takes it for false, write"
                                + " 'yes', 'true' or '1'.");
            case String text ->
                Flag.parse(text).orElseThrow(() -> Failure.value("'" + text + "' is neither true nor false."));
            default -> throw Failure.value("A " + Values.kind(input) + " is neither true nor false.");
        };
    }

    private static @Nullable Object integer(@Nullable Object input, Given given) {
        int base = given.small("base", 10);
        Optional<Number> number = switch (digits(input)) {
            case Long whole -> Optional.of(whole);
            case BigInteger whole -> Optional.of(whole);
            case Boolean flag -> Optional.of(flag ? 1L : 0L);
            case Double decimal -> Double.isFinite(decimal) ? Optional.of(Numbers.cut(decimal)) : Optional.empty();
            case String text ->
                Numbers.parseWhole(text, base)
                        .or(() -> Numbers.parseDecimal(text)
                                .filter(Double::isFinite)
                                .map(Numbers::cut));
            case null, default -> Optional.empty();
        };
        return number.isPresent() ? number.get() : given.get("default", 0L);
    }

    /** As Python's numbers take it, for which bytes are digits, too. */
    private static @Nullable Object digits(@Nullable Object input) {
        return input instanceof Bytes bytes ? bytes.utf8() : input;
    }

    private static @Nullable Object decimal(@Nullable Object input, Given given) {
        Optional<Double> number = digits(input) instanceof String text
                ? Numbers.parseDecimal(text)
                : Numbers.number(input).map(Numbers::decimal);
        return number.isPresent() ? number.get() : given.get("default", 0.0);
    }

    private static Object absolute(@Nullable Object input) {
        Number number = Numbers.number(input)
                .orElseThrow(() -> Failure.value("A " + Values.kind(input) + " has no absolute value."));
        if (number instanceof Double decimal) {
            return Math.abs(decimal);
        }
        boolean negative = number.doubleValue() < 0;
        return negative ? Operators.signed('-', number) : number;
    }

    private static Object round(@Nullable Object input, Given given) {
        Number number = Numbers.number(input)
                .orElseThrow(() -> Failure.value("A " + Values.kind(input) + " cannot be rounded."));
        RoundingMode mode = switch (given.text("method", "common")) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw Failure.arguments("'method' of the filter 'round' is one of common, ceil, floor.");
        };
        int digits = given.small("precision", 0);
        if (mode != RoundingMode.HALF_EVEN) {
            return shifted(Numbers.decimal(number), digits, mode);
        }
        if (!(number instanceof Double)) {
            return digits >= 0 ? number : Numbers.integer(tens(number, -digits).toBigInteger());
        }
        return Numbers.rounded(number.doubleValue(), digits, mode);
    }

    /** Whole tens, hundreds and so on; halves go to the even neighbour. */
    private static BigDecimal tens(Number number, int power) {
        BigDecimal whole = new BigDecimal(Numbers.big(number));
        return power > whole.precision() ? BigDecimal.ZERO : whole.setScale(-power, RoundingMode.HALF_EVEN);
    }

    /** Shifted, cut and shifted back, with the rounding of each step, as Jinja does it. */
    private static double shifted(double number, int digits, RoundingMode mode) {
        double power = Math.pow(10, digits);
        double shifted = number * power;
        if (!Double.isFinite(shifted) || power == 0) {
            throw Failure.value("'" + Text.number(number) + "' cannot be rounded to " + digits + " digits.");
        }
        double whole = mode == RoundingMode.CEILING ? Math.ceil(shifted) : Math.floor(shifted);
        return (whole + 0.0) / power;
    }

    private static Object typeOf(@Nullable Object input) {
        return switch (input) {
            case Unknown unknown -> unknown;
            case Secret secret -> new Secret(pythonType(secret.value()));
            case null, default -> pythonType(input);
        };
    }

    private static String pythonType(@Nullable Object input) {
        return switch (input) {
            case null -> "NoneType";
            case String text -> "str";
            case Long number -> "int";
            case BigInteger number -> "int";
            case Double number -> "float";
            case Boolean flag -> "bool";
            case List<?> list -> FreshList.isTuple(list) ? "tuple" : "list";
            case Bytes bytes -> "bytes";
            case Map<?, ?> map -> "dict";
            case Undefined undefined -> "UndefinedMarker";
            default -> Values.kind(input);
        };
    }
}
