package play.expression.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Distinct;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Operators;
import play.expression.data.Order;
import play.expression.data.Undefined;

/** Filters on lists as wholes. */
final class ListFilters {
    private ListFilters() {}

    static void add(Registry.Builder to) {
        to.filter("first", "", MarkerHandling.SHAPE, (input, given) -> at(Data.items(input), 0));
        to.filter("last", "", MarkerHandling.SHAPE, (input, given) -> at(Data.items(input), -1));
        to.filter("list", "", MarkerHandling.SHAPE, (input, given) -> new FreshList(Data.definedItems(input)));
        to.filter("reverse", "", MarkerHandling.SHAPE, (input, given) -> reversed(input));
        to.filter("flatten", "levels? skip_nulls?", MarkerHandling.SHAPE, ListFilters::flatten);
        to.filter("zip", "*", MarkerHandling.SHAPE, (input, given) -> zip(input, given, false));
        to.filter("zip_longest", "* **", MarkerHandling.SHAPE, (input, given) -> zip(input, given, true));
        to.filter("batch", "linecount fill_with?", MarkerHandling.SHAPE, ListFilters::batch);
        to.filter("slice", "slices fill_with?", MarkerHandling.SHAPE, ListFilters::slice);
        to.filter("unique", "case_sensitive? attribute?", MarkerHandling.CONTENT, ListFilters::unique);
        to.filter("sort", "reverse? case_sensitive? attribute?", MarkerHandling.CONTENT, ListFilters::sort);
        to.filter(
                "min",
                "case_sensitive? attribute?",
                MarkerHandling.CONTENT,
                (input, given) -> extreme(input, given, -1));
        to.filter(
                "max",
                "case_sensitive? attribute?",
                MarkerHandling.CONTENT,
                (input, given) -> extreme(input, given, 1));
        to.filter("sum", "attribute? start?", MarkerHandling.CONTENT, ListFilters::sum);
        to.filter(
                "union",
                "b",
                MarkerHandling.CONTENT,
                (input, given) -> distinct(both(Data.items(input), given.items("b"))));
        to.filter(
                "intersect",
                "b",
                MarkerHandling.CONTENT,
                (input, given) -> kept(Data.items(input), given.items("b"), true));
        to.filter(
                "difference",
                "b",
                MarkerHandling.CONTENT,
                (input, given) -> kept(Data.items(input), given.items("b"), false));
        to.filter("symmetric_difference", "b", MarkerHandling.CONTENT, ListFilters::symmetricDifference);
        to.filter("product", "*", MarkerHandling.SHAPE, ListFilters::product);
    }

    private static @Nullable Object at(List<@Nullable Object> items, long index) {
        return items.isEmpty() ? Undefined.member(items, null) : Data.member(items, index);
    }

    private static Object reversed(@Nullable Object input) {
        if (input instanceof String text) {
            return new StringBuilder(text).reverse().toString();
        }
        FreshList copy = new FreshList(Data.definedItems(input));
        Collections.reverse(copy);
        return copy;
    }

    private static Object flatten(@Nullable Object input, Given given) {
        Data.checkSize(input);
        FreshList flat = new FreshList();
        flatten(
                Data.items(input),
                given.get("levels") == null ? -1 : given.small("levels", -1),
                given.flag("skip_nulls", true),
                flat);
        return flat;
    }

    private static void flatten(List<? extends @Nullable Object> items, int levels, boolean skipNulls, FreshList flat) {
        for (Object item : Data.defined(items)) {
            Bounds.steps(1);
            if (item instanceof List<?> inner && levels != 0) {
                flatten(inner, levels - 1, skipNulls, flat);
            } else if (!skipNulls || !isNull(item)) {
                flat.add(item);
            }
        }
    }

    /** Ansible takes the words for what they are written as, too. What is compared with them may not be undefined. */
    private static boolean isNull(@Nullable Object item) {
        if (item instanceof List || item instanceof Map) {
            Data.defined(item instanceof Map<?, ?> map ? map.values() : Data.items(item));
        }
        return item == null || "None".equals(item) || "null".equals(item);
    }

    /** As in Python an item is looked at before the end of a later column is met. */
    private static Object zip(@Nullable Object input, Given given, boolean longest) {
        List<List<@Nullable Object>> columns = new ArrayList<>();
        columns.add(Data.items(input));
        given.rest().forEach(column -> columns.add(Data.items(column)));
        int most = columns.stream().mapToInt(List::size).max().orElse(0);
        FreshList rows = new FreshList();
        for (int i = 0; i < most; i++) {
            FreshList row = new FreshList();
            for (List<@Nullable Object> column : columns) {
                if (i >= column.size() && !longest) {
                    return rows;
                }
                row.add(
                        i < column.size()
                                ? Data.definedItem(column.get(i))
                                : given.others().get("fillvalue"));
            }
            rows.add(row.asTuple());
        }
        return rows;
    }

    private static Object batch(@Nullable Object input, Given given) {
        int size = given.small("linecount", 1);
        if (size < 1) {
            throw Failure.arguments("'linecount' of the filter 'batch' must be 1 or more.");
        }
        List<@Nullable Object> items = Data.definedItems(input);
        FreshList batches = new FreshList();
        for (int i = 0; i < items.size(); i += size) {
            FreshList batch = new FreshList(items.subList(i, Math.min(i + size, items.size())));
            while (batch.size() < size && given.get("fill_with") != null && size <= Bounds.LONGEST_LIST) {
                batch.add(given.get("fill_with"));
            }
            batches.add(batch);
        }
        return batches;
    }

    private static Object slice(@Nullable Object input, Given given) {
        int count = given.small("slices", 1);
        if (count < 1) {
            throw Failure.arguments("'slices' of the filter 'slice' must be 1 or more.");
        }
        Bounds.checkList(count);
        List<@Nullable Object> items = Data.definedItems(input);
        int each = items.size() / count;
        int longer = items.size() % count;
        FreshList slices = new FreshList();
        for (int i = 0; i < count; i++) {
            int start = i * each + Math.min(i, longer);
            FreshList slice = new FreshList(items.subList(start, start + each + (i < longer ? 1 : 0)));
            if (given.get("fill_with") != null && i >= longer) {
                slice.add(given.get("fill_with"));
            }
            slices.add(slice);
        }
        return slices;
    }

    /** What an item is compared by: an attribute if one is named, and lower case unless case matters. */
    private static @Nullable Object by(@Nullable Object item, Given given, boolean caseByDefault) {
        return key(item, given.get("attribute"), given, caseByDefault);
    }

    private static @Nullable Object key(
            @Nullable Object item, @Nullable Object attribute, Given given, boolean caseByDefault) {
        Object key = Data.definedItem(attribute == null ? item : Selection.attribute(item, attribute));
        if (key instanceof String text && !given.flag("case_sensitive", caseByDefault)) {
            return Case.lower(text);
        }
        return key;
    }

    /** By attributes with commas between them, the first of which counts most. */
    private static Object bySeveral(@Nullable Object item, String names, Given given) {
        FreshList keys = new FreshList();
        for (String name : names.split(",", -1)) {
            keys.add(key(item, name, given, false));
        }
        return keys;
    }

    private static Object unique(@Nullable Object input, Given given) {
        FreshList kept = new FreshList();
        Distinct seen = new Distinct();
        for (Object item : Data.items(input)) {
            if (seen.add(by(item, given, false))) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Object sort(@Nullable Object input, Given given) {
        return Sorting.by(
                Data.items(input),
                item -> given.get("attribute") instanceof String names && names.contains(",")
                        ? bySeveral(item, names, given)
                        : by(item, given, false),
                given.flag("reverse", false));
    }

    private static @Nullable Object extreme(@Nullable Object input, Given given, int sign) {
        List<@Nullable Object> items = Data.items(input);
        if (items.isEmpty()) {
            return Undefined.member(items, null);
        }
        Object best = items.getFirst();
        Object most = by(best, given, false);
        for (Object item : items.subList(1, items.size())) {
            Object key = by(item, given, false);
            if (Order.compare(key, most) * sign > 0) {
                best = item;
                most = key;
            }
        }
        return best;
    }

    private static @Nullable Object sum(@Nullable Object input, Given given) {
        Object total = given.get("start", 0L);
        for (Object item : Data.items(input)) {
            Bounds.steps(1);
            total = Operators.apply("+", total, by(item, given, true));
        }
        return total;
    }

    private static List<@Nullable Object> both(List<@Nullable Object> a, List<@Nullable Object> b) {
        Bounds.items((long) a.size() + b.size());
        List<@Nullable Object> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private static FreshList distinct(List<@Nullable Object> items) {
        FreshList kept = new FreshList();
        Distinct seen = new Distinct();
        for (Object item : items) {
            if (seen.add(item)) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static FreshList kept(List<@Nullable Object> items, List<@Nullable Object> others, boolean among) {
        Distinct wanted = Distinct.of(others);
        FreshList kept = new FreshList();
        for (Object item : distinct(items)) {
            if (wanted.has(item) == among) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Object symmetricDifference(@Nullable Object input, Given given) {
        List<@Nullable Object> a = Data.items(input);
        List<@Nullable Object> b = given.items("b");
        FreshList all = kept(a, b, false);
        all.addAll(kept(b, a, false));
        return all;
    }

    private static Object product(@Nullable Object input, Given given) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        Data.definedItems(input).forEach(item -> rows.add(Collections.singletonList(item)));
        List<List<@Nullable Object>> all = rows;
        for (Object column : given.rest()) {
            List<@Nullable Object> items = Data.definedItems(column);
            Bounds.checkList((long) all.size() * items.size());
            List<List<@Nullable Object>> longer = new ArrayList<>();
            all.forEach(row -> items.forEach(item -> longer.add(both(row, Collections.singletonList(item)))));
            all = longer;
        }
        FreshList result = new FreshList();
        all.forEach(row -> result.add(new FreshList(row).asTuple()));
        return result;
    }
}
