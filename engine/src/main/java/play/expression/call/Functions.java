package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Keys;
import play.expression.data.Numbers;
import play.expression.data.Undefined;

/** The functions. */
final class Functions {
    private Functions() {}

    static void add(Registry.Builder to) {
        to.function("lookup", "name * wantlist? errors? **", MarkerHandling.SHAPE, given -> lookup(given, false));
        to.function("query q", "name * wantlist? errors? **", MarkerHandling.SHAPE, given -> lookup(given, true));
        to.function("range", "*", MarkerHandling.CONTENT, given -> range(given.rest()));
        to.function("dict", "other? **", MarkerHandling.SHAPE, Functions::dict);
        to.function(
                "undef",
                "hint?",
                MarkerHandling.CONTENT,
                given -> Undefined.because(given.text("hint", "A value is needed here that nothing gives.")));
        to.function("cycler", "*", MarkerHandling.MARKERS, given -> new Cycler(given.rest()));
        to.function("joiner", "sep?", MarkerHandling.CONTENT, given -> new Joiner(given.text("sep", ", ")));
        to.function("namespace", "other? **", MarkerHandling.SHAPE, Functions::dict);
    }

    private static @Nullable Object lookup(Given given, boolean list) {
        List<@Nullable Object> found;
        try {
            found = given.around().lookup(given.text("name"), given.rest(), given.others());
        } catch (Failure failure) {
            if (failure.kind() != Failure.Kind.LOOKUP || isStrict(given, failure)) {
                throw failure;
            }
            return list || given.flag("wantlist", false) ? new FreshList() : null;
        }
        if (list || given.flag("wantlist", false)) {
            return new FreshList(found);
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        return !found.isEmpty() && found.stream().allMatch(String.class::isInstance)
                ? found.stream().map(String::valueOf).collect(Collectors.joining(","))
                : new FreshList(found);
    }

    /** Whether a failure of a lookup is one of the expression; if it is to be a warning, that is told. */
    private static boolean isStrict(Given given, Failure failure) {
        String errors = given.text("errors", "strict");
        if (errors.equals("warn")) {
            given.around()
                    .context()
                    .warn("The lookup '" + given.text("name") + "' has failed, and 'errors' asks for a warning: "
                            + failure.getMessage());
        }
        return !Set.of("ignore", "warn").contains(errors);
    }

    private static Object range(List<@Nullable Object> bounds) {
        if (bounds.isEmpty() || bounds.size() > 3) {
            throw Failure.arguments("The function 'range' takes a stop, or a start and a stop, and then a step.");
        }
        List<Long> numbers = new ArrayList<>();
        bounds.forEach(bound -> numbers.add(Numbers.whole(bound, "A bound of 'range'")));
        long start = numbers.size() == 1 ? 0 : numbers.getFirst();
        long stop = numbers.size() == 1 ? numbers.getFirst() : numbers.get(1);
        long step = numbers.size() == 3 ? numbers.get(2) : 1;
        if (step == 0) {
            throw Failure.value("The step of 'range' cannot be 0.");
        }
        FreshList items = new FreshList();
        for (long i = start; step > 0 ? i < stop : i > stop; i += step) {
            Bounds.checkList(items.size() + 1L);
            items.add(i);
            if (step > 0 ? i > Long.MAX_VALUE - step : i < Long.MIN_VALUE - step) {
                break;
            }
        }
        return items;
    }

    private static Object dict(Given given) {
        FreshMap map = new FreshMap();
        if (given.get("other") instanceof Map<?, ?> other) {
            Data.defined(other.values());
            map.putAll(new FreshMap(other));
        } else if (given.has("other")) {
            given.items("other")
                    .forEach(pair -> map.put(Keys.of(Data.member(pair, 0L)), Data.definedItem(Data.member(pair, 1L))));
        }
        map.putAll(given.others());
        return map;
    }
}
