package play.expression.data;

import java.math.BigInteger;
import java.math.MathContext;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Bytes;
import play.value.Values;

/** Arithmetic on known, open values. */
public final class Operators {
    private Operators() {}

    /** {@code a operator b}, for {@code + - * / // % **}. */
    public static Object apply(String operator, @Nullable Object a, @Nullable Object b) {
        Optional<Number> left = Numbers.number(a);
        Optional<Number> right = Numbers.number(b);
        if (left.isPresent() && right.isPresent()) {
            return numbers(operator, left.get(), right.get());
        }
        if (a instanceof TemplateObject && b instanceof TemplateObject) {
            return times(operator, a, b);
        }
        return switch (operator) {
            case "+" -> joined(a, b);
            case "*" -> Numbers.isInteger(a) ? repeated(b, a) : repeated(a, b);
            case "%" -> formatted(a, b);
            default -> throw mismatch(operator, a, b);
        };
    }

    private static Object times(String operator, Object a, Object b) {
        int sign = operator.equals("-") ? -1 : 1;
        if (!operator.equals("-") && !operator.equals("+")) {
            throw mismatch(operator, a, b);
        }
        try {
            if (a instanceof Moment left && b instanceof Moment right && sign < 0) {
                return left.since(right);
            }
            if (a instanceof Moment moment && b instanceof Elapsed elapsed) {
                return moment.plus(elapsed, sign);
            }
            if (a instanceof Elapsed left && b instanceof Elapsed right) {
                return new Elapsed(Math.addExact(left.microseconds(), sign * right.microseconds()));
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw Failure.value("The moment is too far away.");
        }
        throw mismatch(operator, a, b);
    }

    private static Object formatted(@Nullable Object pattern, @Nullable Object values) {
        if (pattern instanceof String text) {
            return Printf.format(text, values);
        }
        throw mismatch("%", pattern, values);
    }

    private static Failure mismatch(String operator, @Nullable Object a, @Nullable Object b) {
        String detail = "'" + operator + "' cannot be used with a " + Values.kind(a) + " and a " + Values.kind(b) + ".";
        boolean mixed = "+".equals(operator) && (a instanceof String || b instanceof String);
        return Failure.value(mixed ? detail + " Join strings with '~', or convert with 'string' or 'int'." : detail);
    }

    private static Object joined(@Nullable Object a, @Nullable Object b) {
        if (a instanceof String left && b instanceof String right) {
            Bounds.text((long) left.length() + right.length());
            return left + right;
        }
        if (a instanceof List<?> left && b instanceof List<?> right) {
            if (FreshList.isTuple(left) != FreshList.isTuple(right)) {
                throw Failure.value("'+' joins two lists or two tuples; make a list of a tuple by '| list'.");
            }
            Bounds.checkList((long) left.size() + right.size());
            FreshList all = new FreshList(left);
            all.addAll(right);
            return FreshList.isTuple(left) ? all.asTuple() : all;
        }
        if (a instanceof Bytes left && b instanceof Bytes right) {
            Bounds.text((long) left.length() + right.length());
            return left.and(right);
        }
        throw mismatch("+", a, b);
    }

    private static Object repeated(@Nullable Object value, @Nullable Object count) {
        if (!Numbers.isInteger(count)) {
            throw mismatch("*", value, count);
        }
        long n = Math.max(0, Numbers.whole(count, "The number of repetitions"));
        if (value instanceof String text) {
            Bounds.text(product(n, text.length()));
            return text.repeat(text.isEmpty() ? 0 : (int) n);
        }
        if (value instanceof Bytes bytes) {
            return repeated(bytes, n);
        }
        if (value instanceof List<?> list) {
            Bounds.checkList(product(n, list.size()));
            FreshList all = new FreshList();
            for (long i = 0; i < n && !list.isEmpty(); i++) {
                all.addAll(list);
            }
            return FreshList.isTuple(list) ? all.asTuple() : all;
        }
        throw mismatch("*", value, count);
    }

    private static Bytes repeated(Bytes bytes, long times) {
        Bounds.text(product(times, bytes.length()));
        byte[] one = bytes.toArray();
        byte[] all = new byte[one.length == 0 ? 0 : (int) times * one.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = one[i % one.length];
        }
        return Bytes.of(all);
    }

    private static long product(long times, int size) {
        return size > 0 && times > Long.MAX_VALUE / size ? Long.MAX_VALUE : times * size;
    }

    private static Object numbers(String operator, Number a, Number b) {
        boolean zero = b.doubleValue() == 0;
        if (zero && ("/".equals(operator) || "//".equals(operator) || "%".equals(operator))) {
            throw Failure.value("Division by zero.");
        }
        return a instanceof Double || b instanceof Double
                ? decimals(operator, Numbers.decimal(a), Numbers.decimal(b))
                : integers(operator, a, b);
    }

    private static Object integers(String operator, Number a, Number b) {
        if (operator.equals("/")) {
            return ratio(a, b);
        }
        if (operator.equals("**")) {
            return power(a, b);
        }
        if (a instanceof Long x && b instanceof Long y) {
            try {
                return small(operator, x, y);
            } catch (ArithmeticException e) {
                return large(operator, Numbers.big(a), Numbers.big(b));
            }
        }
        return large(operator, Numbers.big(a), Numbers.big(b));
    }

    private static long small(String operator, long a, long b) {
        return switch (operator) {
            case "+" -> Math.addExact(a, b);
            case "-" -> Math.subtractExact(a, b);
            case "*" -> Math.multiplyExact(a, b);
            case "//" -> Math.floorDivExact(a, b);
            default -> Math.floorMod(a, b);
        };
    }

    private static Number large(String operator, BigInteger a, BigInteger b) {
        return Numbers.integer(
                switch (operator) {
                    case "+" -> a.add(b);
                    case "-" -> a.subtract(b);
                    case "*" -> a.multiply(b);
                    case "//" -> a.subtract(modulo(a, b)).divide(b);
                    default -> modulo(a, b);
                });
    }

    /** With the sign of the divisor. */
    private static BigInteger modulo(BigInteger a, BigInteger b) {
        BigInteger rest = a.remainder(b);
        return rest.signum() != 0 && rest.signum() != b.signum() ? rest.add(b) : rest;
    }

    /** Rounded once, however large the two are. */
    private static double ratio(Number a, Number b) {
        double ratio = a.doubleValue() == 0 || (isExact(a) && isExact(b))
                ? a.doubleValue() / b.doubleValue()
                : Numbers.exact(a)
                        .divide(Numbers.exact(b), MathContext.DECIMAL128)
                        .doubleValue();
        if (Double.isInfinite(ratio)) {
            throw Failure.limit("The result of '/' is too large for a decimal number.");
        }
        return ratio;
    }

    private static boolean isExact(Number number) {
        return number instanceof Long whole && Math.abs(whole) <= 1L << 53;
    }

    private static Object power(Number base, Number exponent) {
        BigInteger a = Numbers.big(base);
        BigInteger b = Numbers.big(exponent);
        if (b.signum() < 0) {
            return decimals("**", Numbers.decimal(base), Numbers.decimal(exponent));
        }
        if (a.bitLength() <= 1 && a.abs().bitLength() <= 1) {
            return b.signum() == 0 || (a.signum() < 0 && !b.testBit(0)) ? 1L : a.longValue();
        }
        if (b.bitLength() > Integer.SIZE / 2) {
            Numbers.checkBits(Long.MAX_VALUE);
        }
        Numbers.checkBits((long) (a.bitLength() - 1) * b.intValue());
        return Numbers.integer(a.pow(b.intValue()));
    }

    private static Object decimals(String operator, double a, double b) {
        return switch (operator) {
            case "+" -> a + b;
            case "-" -> a - b;
            case "*" -> a * b;
            case "/" -> a / b;
            case "//" -> quotient(a, b);
            case "%" -> remainder(a, b);
            default -> raised(a, b);
        };
    }

    /** With the sign of the divisor, exactly, as in Python. */
    private static double remainder(double a, double b) {
        double rest = a % b;
        return rest == 0 ? Math.copySign(0.0, b) : rest < 0 != b < 0 ? rest + b : rest;
    }

    private static double quotient(double a, double b) {
        double exact = (a - remainder(a, b)) / b;
        double floor = Math.floor(exact);
        return exact == 0 ? Math.copySign(0.0, a / b) : exact - floor > 0.5 ? floor + 1 : floor;
    }

    private static double raised(double a, double b) {
        double result = Math.pow(a, b);
        if (Double.isNaN(result) || Double.isInfinite(result)) {
            throw Failure.value("'" + Text.number(a) + " ** " + Text.number(b) + "' has no value.");
        }
        return result;
    }

    /** {@code -a} or {@code +a}. */
    public static Object signed(char sign, @Nullable Object value) {
        Number number = Numbers.number(value)
                .orElseThrow(() -> Failure.value("'" + sign + "' cannot be used with a " + Values.kind(value) + "."));
        if (sign == '+') {
            return number;
        }
        return number instanceof Double decimal ? (Object) (-decimal) : integers("-", 0L, number);
    }
}
