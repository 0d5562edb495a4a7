package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Keys;
import play.expression.data.Order;
import play.expression.data.Undefined;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Filters that pick items, or take each item through something. */
final class Selection {
    /** What a group's key and its items are called. */
    private static final List<String> GROUP = List.of("grouper", "list");

    private Selection() {}

    static void add(Registry.Builder to) {
        to.filter("map", "* **", MarkerHandling.SHAPE, Selection::map);
        to.filter("select", "*", MarkerHandling.SHAPE, (input, given) -> select(input, given, false, true));
        to.filter("reject", "*", MarkerHandling.SHAPE, (input, given) -> select(input, given, false, false));
        to.filter("selectattr", "*", MarkerHandling.SHAPE, (input, given) -> select(input, given, true, true));
        to.filter("rejectattr", "*", MarkerHandling.SHAPE, (input, given) -> select(input, given, true, false));
        to.filter("groupby", "attribute default? case_sensitive?", MarkerHandling.CONTENT, Selection::groupBy);
        to.filter("subelements", "subelements skip_missing?", MarkerHandling.SHAPE, Selection::subelements);
        to.filter("extract", "container morekeys?", MarkerHandling.SHAPE, Selection::extract);
    }

    /** The value at a path such as {@code a.b.0} in an item; unknown and secret ones stay so. */
    static @Nullable Object attribute(@Nullable Object item, @Nullable Object path) {
        if (!(path instanceof String text)) {
            return step(item, path);
        }
        Object value = item;
        Bounds.steps(1 + text.length());
        for (String part : text.split("\\.", -1)) {
            value = step(value, part.matches("\\d{1,9}") ? (Object) Long.parseLong(part) : part);
        }
        return value;
    }

    private static @Nullable Object step(@Nullable Object value, @Nullable Object key) {
        if (value instanceof Unknown) {
            return value;
        }
        if (value instanceof Secret secret) {
            Object member = Data.member(secret.value(), key);
            return member == null || member instanceof Undefined ? member : new Secret(member);
        }
        return Data.member(value, key);
    }

    private static @Nullable Object map(@Nullable Object input, Given given) {
        FreshList mapped = new FreshList();
        if (given.rest().isEmpty()) {
            Map<String, @Nullable Object> named = given.others();
            if (!named.containsKey("attribute")) {
                throw Failure.arguments("The filter 'map' needs the name of a filter, or 'attribute'.");
            }
            for (Object item : items(input)) {
                Object value = attribute(item, named.get("attribute"));
                mapped.add(value instanceof Undefined && named.get("default") != null ? named.get("default") : value);
            }
            return mapped;
        }
        if (!(given.rest().getFirst() instanceof String name)) {
            throw Failure.arguments("The first argument of the filter 'map' must be the name of a filter.");
        }
        List<@Nullable Object> arguments = given.rest().subList(1, given.rest().size());
        for (Object item : items(input)) {
            mapped.add(given.around().filter(name, item, arguments, given.others()));
        }
        return mapped;
    }

    private static Object select(@Nullable Object input, Given given, boolean byAttribute, boolean wanted) {
        List<@Nullable Object> row = given.rest();
        if (byAttribute && row.isEmpty()) {
            throw Failure.arguments("The name of an attribute is missing.");
        }
        int from = byAttribute ? 1 : 0;
        FreshList kept = new FreshList();
        for (Object item : items(input)) {
            Bounds.steps(1);
            Object value = byAttribute ? attribute(item, row.getFirst()) : item;
            Object holds = row.size() == from ? truth(value) : tested(value, row.subList(from, row.size()), given);
            if (holds instanceof Unknown) {
                return holds;
            }
            if (holds.equals(wanted)) {
                kept.add(item);
            }
        }
        return kept;
    }

    /** As in Jinja there is nothing in null, false and zero. */
    private static List<@Nullable Object> items(@Nullable Object input) {
        return Data.truth(input) ? Data.items(input) : List.of();
    }

    private static Object truth(@Nullable Object value) {
        return value instanceof Unknown ? value : Data.truth(value instanceof Secret secret ? secret.value() : value);
    }

    private static Object tested(@Nullable Object value, List<@Nullable Object> test, Given given) {
        if (!(test.getFirst() instanceof String name)) {
            throw Failure.arguments("The name of a test must be a string.");
        }
        return given.around().test(name, value, test.subList(1, test.size()));
    }

    private static Object groupBy(@Nullable Object input, Given given) {
        boolean exact = given.flag("case_sensitive", false);
        List<@Nullable Object> keys = new ArrayList<>();
        List<FreshList> groups = new ArrayList<>();
        for (Object item : Sorting.by(Data.items(input), item -> groupKey(item, given, exact), false)) {
            Object key = groupKey(item, given, exact);
            if (keys.isEmpty() || !Order.same(keys.getLast(), key)) {
                keys.add(key);
                groups.add(new FreshList());
            }
            groups.getLast().add(item);
        }
        FreshList result = new FreshList();
        for (FreshList group : groups) {
            result.add(FreshList.named(GROUP, groupKey(group.getFirst(), given, true), group));
        }
        return result;
    }

    private static @Nullable Object groupKey(@Nullable Object item, Given given, boolean exact) {
        Object key = attribute(item, given.get("attribute"));
        if (key instanceof Undefined undefined) {
            if (!given.has("default")) {
                throw Failure.undefined(undefined);
            }
            key = given.get("default");
        }
        return key instanceof String text && !exact ? Case.lower(text) : key;
    }

    private static Object subelements(@Nullable Object input, Given given) {
        Object path = given.get("subelements");
        List<@Nullable Object> steps = path instanceof List<?> list
                ? new ArrayList<>(list)
                : List.of((Object[]) String.valueOf(path).split("\\.", -1));
        FreshList pairs = new FreshList();
        for (Object item : Data.defined(input instanceof Map<?, ?> map ? map.values() : Data.items(input))) {
            Object inner = subject(item);
            boolean held = false;
            for (Object step : steps) {
                Bounds.steps(1);
                held = inner instanceof Map<?, ?> map && Keys.has(map, step);
                inner = step(inner, step);
            }
            if (inner instanceof Undefined undefined) {
                if (held || !given.flag("skip_missing", false)) {
                    throw Failure.undefined(undefined);
                }
                continue;
            }
            Data.definedItems(inner).forEach(sub -> pairs.add(FreshList.tuple(item, sub)));
        }
        return pairs;
    }

    private static @Nullable Object subject(@Nullable Object item) {
        if (item instanceof Map || item instanceof Secret || item instanceof Unknown) {
            return item;
        }
        throw Failure.value("'subelements' goes through mappings, of which a " + Values.kind(item) + " is none.");
    }

    private static @Nullable Object extract(@Nullable Object input, Given given) {
        Object value = step(given.get("container"), input);
        Object more = given.get("morekeys");
        List<@Nullable Object> keys = more instanceof List<?> list ? new ArrayList<>(list) : FreshList.of(more);
        for (Object key : more == null ? List.<Object>of() : keys) {
            value = step(value, key);
        }
        return value;
    }
}
