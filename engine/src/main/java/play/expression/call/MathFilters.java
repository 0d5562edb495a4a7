package play.expression.call;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.NumberText;
import play.expression.data.Numbers;
import play.expression.data.Text;

/** Powers and roots, sizes as people write them, and choices out of a list. */
final class MathFilters {
    /** Names of units from the smallest on, each 1024 times the one before. */
    private static final String UNITS = "BKMGTPEZY";

    private static final List<String> NAMES =
            List.of("", "kilo", "mega", "giga", "tera", "peta", "exa", "zetta", "yotta");

    private static final Pattern SIZE = Pattern.compile("(\\d*\\.?\\d+)\\s*([A-Za-z]+)?\\s*");

    private MathFilters() {}

    static void add(Registry.Builder to) {
        to.filter("pow", "y", MarkerHandling.CONTENT, (input, given) -> of(input, given.get("y"), "pow", Math::pow));
        to.filter("log", "base?", MarkerHandling.CONTENT, MathFilters::logarithm);
        to.filter("root", "base?", MarkerHandling.CONTENT, MathFilters::root);
        to.filter("human_readable", "isbits? unit?", MarkerHandling.CONTENT, MathFilters::readable);
        to.filter("human_to_bytes", "default_unit? isbits?", MarkerHandling.CONTENT, MathFilters::bytes);
        to.filter("filesizeformat", "binary?", MarkerHandling.CONTENT, MathFilters::fileSize);
        to.test(
                "nan isnan",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> input instanceof Double number && Double.isNaN(number));
        to.filter("permutations", "r?", MarkerHandling.SHAPE, (input, given) -> choices(input, given, true));
        to.filter("combinations", "r", MarkerHandling.SHAPE, (input, given) -> choices(input, given, false));
    }

    private static double of(@Nullable Object a, @Nullable Object b, String what, DoubleBinaryOperator operation) {
        double x = Numbers.decimal(a);
        double y = Numbers.decimal(b);
        double result = operation.applyAsDouble(x, y);
        boolean finite = Double.isFinite(x) && Double.isFinite(y);
        if (finite && !Double.isFinite(result)) {
            throw Failure.value("'" + what + "' of " + Text.of(a) + " and " + Text.of(b) + " is no number.");
        }
        return result;
    }

    private static Object logarithm(@Nullable Object input, Given given) {
        Object base = given.get("base", Math.E);
        if (Numbers.decimal(input) <= 0) {
            throw Failure.value("'log' needs a number above 0, not " + Text.of(input) + ".");
        }
        return of(
                input,
                base,
                "log",
                (x, y) -> y == 10 ? Math.log10(x) : y == Math.E ? Math.log(x) : Math.log(x) / Math.log(y));
    }

    private static Object root(@Nullable Object input, Given given) {
        return of(input, given.get("base", 2L), "root", (x, y) -> y == 2 ? Math.sqrt(x) : Math.pow(x, 1 / y));
    }

    /** The size in the largest unit that it reaches, or in the unit asked for, with two digits behind the point. */
    private static String readable(@Nullable Object input, Given given) {
        double size = Numbers.decimal(input);
        if (!Double.isFinite(size)) {
            throw Failure.value("'" + Text.of(input) + "' is no size.");
        }
        String wanted = given.text("unit", "").toUpperCase(Locale.ROOT);
        int power = UNITS.length() - 1;
        while (power > 0 && !(wanted.isEmpty() ? size >= scale(power) : wanted.equals(unit(power)))) {
            power--;
        }
        boolean bits = given.flag("isbits", false);
        String name = power == 0 ? bits ? "bits" : "Bytes" : unit(power) + (bits ? "b" : "B");
        return NumberText.decimal(size / scale(power), 'f', 2, false) + " " + name;
    }

    private static String unit(int power) {
        return UNITS.substring(power, power + 1);
    }

    private static double scale(int power) {
        return Math.scalb(1.0, 10 * power);
    }

    private static Object bytes(@Nullable Object input, Given given) {
        String text = Text.of(input);
        Matcher match = SIZE.matcher(text);
        if (text.length() > 400 || !match.matches()) {
            throw Failure.value("'" + text + "' is no size such as '2.5 GB'.");
        }
        String unit = match.group(2) == null ? given.text("default_unit", "B") : match.group(2);
        int power = UNITS.indexOf(unit.isEmpty() ? '?' : Character.toUpperCase(unit.charAt(0)));
        if (power < 0 || !isUnit(unit, power, given.flag("isbits", false))) {
            throw Failure.value("'" + text + "' has no unit that is known; known are the letters " + UNITS
                    + ", with a 'B' for bytes or, with 'isbits', a 'b' for bits behind them.");
        }
        return Numbers.cut(Math.rint(Double.parseDouble(match.group(1)) * scale(power)));
    }

    private static boolean isUnit(String unit, int power, boolean bits) {
        String letter = power == 0 ? "" : unit(power);
        return unit.length() == 1
                || unit.equals(letter + (bits ? "b" : "B"))
                || unit.toLowerCase(Locale.ROOT).equals(NAMES.get(power) + (bits ? "bit" : "byte"));
    }

    private static String fileSize(@Nullable Object input, Given given) {
        double size = input instanceof String text
                ? Numbers.parseDecimal(text).orElseThrow(() -> Failure.value("'" + text + "' is no number."))
                : Numbers.decimal(input);
        boolean binary = given.flag("binary", false);
        BigInteger base = BigInteger.valueOf(binary ? 1024 : 1000);
        if (size == 1) {
            return "1 Byte";
        }
        if (size < base.doubleValue()) {
            return Numbers.cut(size) + " Bytes";
        }
        int power = 1;
        while (power < UNITS.length() - 1 && !isBelow(size, base.pow(power + 1))) {
            power++;
        }
        // In this order, as in Jinja: what is near the largest number there is becomes infinite.
        double inUnits = base.doubleValue() * size / base.pow(power + 1).doubleValue();
        String letter = unit(power);
        return NumberText.decimal(inUnits, 'f', 1, false) + " "
                + (binary ? letter + "iB" : letter.replace('K', 'k') + "B");
    }

    private static boolean isBelow(double size, BigInteger bound) {
        return Double.isFinite(size) && new BigDecimal(size).compareTo(new BigDecimal(bound)) < 0;
    }

    /** All ordered or unordered choices of {@code r} items, by place. */
    private static Object choices(@Nullable Object input, Given given, boolean ordered) {
        List<@Nullable Object> items = Data.definedItems(input);
        int size = given.small("r", items.size());
        if (size < 0) {
            throw Failure.arguments("'r' must be 0 or more.");
        }
        FreshList all = new FreshList();
        if (size <= items.size()) {
            choose(items, size, ordered, new ArrayList<>(), chosen -> {
                Bounds.checkList(all.size() + 1L);
                FreshList choice = new FreshList();
                chosen.forEach(place -> choice.add(items.get(place)));
                all.add(choice.asTuple());
            });
        }
        return all;
    }

    private static void choose(
            List<@Nullable Object> items,
            int size,
            boolean ordered,
            List<Integer> chosen,
            Consumer<List<Integer>> found) {
        Bounds.steps(1 + items.size());
        if (chosen.size() == size) {
            found.accept(chosen);
            return;
        }
        int from = ordered || chosen.isEmpty() ? 0 : chosen.getLast() + 1;
        int to = ordered ? items.size() : items.size() - size + chosen.size() + 1;
        for (int place = from; place < to; place++) {
            if (!ordered || !chosen.contains(place)) {
                chosen.add(place);
                choose(items, size, ordered, chosen, found);
                chosen.removeLast();
            }
        }
    }
}
