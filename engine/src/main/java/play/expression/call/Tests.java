package play.expression.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Distinct;
import play.expression.data.Failure;
import play.expression.data.Numbers;
import play.expression.data.Operators;
import play.expression.data.Order;
import play.expression.data.TemplateObject;
import play.expression.data.Text;
import play.expression.data.Undefined;
import play.value.Bytes;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** The tests that need no regular expression and no file. */
final class Tests {
    private Tests() {}

    static void add(Registry.Builder to) {
        to.test("defined", "", MarkerHandling.MARKERS, (input, given) -> isDefined(input));
        to.test("undefined", "", MarkerHandling.MARKERS, (input, given) -> !isDefined(input));
        kinds(to);
        comparisons(to);
        results(to);
        to.test("truthy", "convert_bool?", MarkerHandling.SHAPE, (input, given) -> truthy(input, given));
        to.test("falsy", "convert_bool?", MarkerHandling.SHAPE, (input, given) -> !truthy(input, given));
        to.test("in", "seq", MarkerHandling.CONTENT, (input, given) -> Order.contains(given.get("seq"), input));
        to.test(
                "contains",
                "value",
                MarkerHandling.CONTENT,
                (input, given) -> Order.contains(input, given.get("value")));
        to.test(
                "subset issubset",
                "b",
                MarkerHandling.CONTENT,
                (input, given) -> isSubset(Data.items(input), given.items("b")));
        to.test(
                "superset issuperset",
                "b",
                MarkerHandling.CONTENT,
                (input, given) -> isSubset(given.items("b"), Data.items(input)));
        to.test(
                "all",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> Data.items(input).stream().allMatch(Data::truth));
        to.test(
                "any",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> Data.items(input).stream().anyMatch(Data::truth));
        to.test("lower", "", MarkerHandling.CONTENT, (input, given) -> isCased(Text.of(input), true));
        to.test("upper", "", MarkerHandling.CONTENT, (input, given) -> isCased(Text.of(input), false));
        to.test(
                "version version_compare",
                "version operator? strict? version_type?",
                MarkerHandling.CONTENT,
                Versions::holds);
        to.test(
                "filter",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> StandardCalls.names(Registry.Kind.FILTER).contains(Text.of(input)));
        to.test(
                "test",
                "",
                MarkerHandling.CONTENT,
                (input, given) -> StandardCalls.names(Registry.Kind.TEST).contains(Text.of(input)));
    }

    private static boolean isDefined(@Nullable Object input) {
        return !(input instanceof Undefined);
    }

    private static void kinds(Registry.Builder to) {
        to.test("none", "", MarkerHandling.SHAPE, (input, given) -> input == null);
        to.test("string", "", MarkerHandling.SHAPE, (input, given) -> input instanceof String);
        to.test(
                "number",
                "",
                MarkerHandling.SHAPE,
                (input, given) -> Numbers.number(input).isPresent());
        to.test("integer", "", MarkerHandling.SHAPE, (input, given) -> Numbers.isInteger(input));
        to.test("float", "", MarkerHandling.SHAPE, (input, given) -> input instanceof Double);
        to.test("boolean", "", MarkerHandling.SHAPE, (input, given) -> input instanceof Boolean);
        to.test("mapping", "", MarkerHandling.SHAPE, (input, given) -> input instanceof Map);
        to.test("iterable", "", MarkerHandling.SHAPE, (input, given) -> isIterable(input));
        to.test("sequence", "", MarkerHandling.SHAPE, (input, given) -> isIterable(input));
        to.test("true", "", MarkerHandling.SHAPE, (input, given) -> Boolean.TRUE.equals(input));
        to.test("false", "", MarkerHandling.SHAPE, (input, given) -> Boolean.FALSE.equals(input));
        to.test(
                "callable",
                "",
                MarkerHandling.SHAPE,
                (input, given) -> input instanceof TemplateObject object && object.isCallable());
        to.test("odd", "", MarkerHandling.CONTENT, (input, given) -> !isDivisible(input, 2L));
        to.test("even", "", MarkerHandling.CONTENT, (input, given) -> isDivisible(input, 2L));
        to.test("divisibleby", "num", MarkerHandling.CONTENT, (input, given) -> isDivisible(input, given.get("num")));
    }

    private static boolean isIterable(@Nullable Object input) {
        return input instanceof List || input instanceof Map || input instanceof String || input instanceof Bytes;
    }

    private static boolean isDivisible(@Nullable Object input, @Nullable Object number) {
        return Order.same(Operators.apply("%", input, number), 0L);
    }

    private static void comparisons(Registry.Builder to) {
        compare(to, "equalto eq ==", Order::same);
        compare(to, "ne !=", (a, b) -> !Order.same(a, b));
        compare(to, "lt lessthan <", (a, b) -> Order.compare(a, b) < 0);
        compare(to, "le <=", (a, b) -> Order.compare(a, b) <= 0);
        compare(to, "gt greaterthan >", (a, b) -> Order.compare(a, b) > 0);
        compare(to, "ge >=", (a, b) -> Order.compare(a, b) >= 0);
        compare(to, "sameas", (a, b) -> Values.kind(a).equals(Values.kind(b)) && Order.same(a, b));
    }

    private static void compare(
            Registry.Builder to, String names, BiPredicate<@Nullable Object, @Nullable Object> holds) {
        to.test(names, "other", MarkerHandling.CONTENT, (input, given) -> holds.test(input, given.get("other")));
    }

    /** Tests of what a task registered. */
    private static void results(Registry.Builder to) {
        to.test("failed failure", "", MarkerHandling.SHAPE, (input, given) -> flag(result(input), "failed"));
        to.test(
                "succeeded success successful",
                "",
                MarkerHandling.SHAPE,
                (input, given) -> negated(flag(result(input), "failed")));
        to.test("changed change", "", MarkerHandling.SHAPE, (input, given) -> isChanged(result(input)));
        to.test("skipped skip", "", MarkerHandling.SHAPE, (input, given) -> flag(result(input), "skipped"));
        to.test("reachable", "", MarkerHandling.SHAPE, (input, given) -> negated(flag(result(input), "unreachable")));
        to.test("unreachable", "", MarkerHandling.SHAPE, (input, given) -> flag(result(input), "unreachable"));
        to.test("timedout", "", MarkerHandling.SHAPE, (input, given) -> isTimedOut(result(input)));
        to.test("finished", "", MarkerHandling.SHAPE, (input, given) -> flag(result(input), "finished"));
        to.test("started", "", MarkerHandling.SHAPE, (input, given) -> flag(result(input), "started"));
    }

    private static Map<?, ?> result(@Nullable Object input) {
        if (input instanceof Map<?, ?> map) {
            return map;
        }
        throw Failure.value("This test is for what a task registered, not for a " + Values.kind(input) + ".");
    }

    /** Whether a flag of a result is set: a {@code Boolean}, or {@code Unknown}. */
    private static Object flag(Map<?, ?> result, String name) {
        Object value = result.get(name);
        return value instanceof Unknown ? value : Data.truth(value instanceof Secret secret ? secret.value() : value);
    }

    private static Object isTimedOut(Map<?, ?> result) {
        Object timedOut = result.get("timedout");
        return timedOut instanceof Map<?, ?> map ? flag(map, "period") : timedOut instanceof Unknown ? timedOut : false;
    }

    private static Object negated(Object truth) {
        return truth instanceof Boolean known ? (Object) !known : truth;
    }

    private static Object isChanged(Map<?, ?> result) {
        if (result.containsKey("changed") || !(result.get("results") instanceof List<?> results)) {
            return flag(result, "changed");
        }
        List<Object> flags = results.stream()
                .map(item -> item instanceof Map<?, ?> map ? flag(map, "changed") : false)
                .toList();
        return flags.contains(true)
                ? true
                : flags.stream().filter(Unknown.class::isInstance).findFirst().orElse(false);
    }

    private static boolean truthy(@Nullable Object input, Given given) {
        boolean convert = given.flag("convert_bool", false) && input instanceof String;
        return convert ? BasicFilters.bool(input) : Data.truth(input);
    }

    private static boolean isSubset(List<@Nullable Object> some, List<@Nullable Object> all) {
        Distinct there = Distinct.of(all);
        return some.stream().allMatch(there::has);
    }

    private static boolean hasCase(int letter) {
        return Character.isUpperCase(letter) || Character.isLowerCase(letter) || Character.isTitleCase(letter);
    }

    private static boolean isCased(String text, boolean lower) {
        Optional<Integer> letter =
                text.codePoints().boxed().filter(Tests::hasCase).findFirst();
        return letter.isPresent() && text.equals(lower ? Case.lower(text) : Case.upper(text));
    }
}
