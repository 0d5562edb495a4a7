package play.expression.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Distinct;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Keys;
import play.expression.data.Undefined;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** Filters on mappings. */
final class MapFilters {
    private static final List<String> LIST_MERGES =
            List.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

    private MapFilters() {}

    static void add(Registry.Builder to) {
        to.filter("combine", "* recursive? list_merge?", MarkerHandling.SHAPE, MapFilters::combine);
        to.filter("dict2items", "key_name? value_name?", MarkerHandling.SHAPE, MapFilters::toItems);
        to.filter("items2dict", "key_name? value_name?", MarkerHandling.SHAPE, MapFilters::fromItems);
        to.filter("rekey_on_member", "key duplicates?", MarkerHandling.SHAPE, MapFilters::rekeyed);
        to.filter("dictsort", "case_sensitive? by? reverse?", MarkerHandling.CONTENT, MapFilters::sorted);
        to.filter("items", "", MarkerHandling.SHAPE, (input, given) -> entries(map(input)));
    }

    static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw Failure.value("A mapping is needed here, not a " + Values.kind(value) + ".");
    }

    /** The entries of a mapping as lists of key and value. */
    static FreshList entries(Map<?, ?> map) {
        FreshList entries = new FreshList();
        map.forEach((key, value) -> entries.add(FreshList.tuple(key, value)));
        return entries;
    }

    private static Object combine(@Nullable Object input, Given given) {
        boolean recursive = given.flag("recursive", false);
        String lists = given.text("list_merge", "replace");
        if (!LIST_MERGES.contains(lists)) {
            throw Failure.arguments(
                    "'list_merge' of the filter 'combine' is one of " + String.join(", ", LIST_MERGES) + ".");
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(input);
        parts.addAll(given.rest());
        parts.forEach(Data::checkSize);
        FreshMap all = new FreshMap();
        for (Object part : parts) {
            for (Object piece : part instanceof List<?> list ? list : FreshList.of(part)) {
                if (piece == null) {
                    continue;
                }
                if (piece instanceof Unknown) {
                    return piece;
                }
                merge(all, map(piece instanceof Secret secret ? secret.value() : piece), recursive, lists);
            }
        }
        return all;
    }

    private static void merge(FreshMap base, Map<?, ?> over, boolean recursive, String lists) {
        over.forEach((key, value) -> {
            Object before = Keys.get(base, key);
            Object now = value;
            if (recursive && before instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
                FreshMap merged = new FreshMap(a);
                merge(merged, b, true, lists);
                now = merged;
            } else if (before instanceof List<?> a && value instanceof List<?> b) {
                now = mergedLists(a, b, lists);
            }
            base.put(key, now);
        });
    }

    private static Object mergedLists(List<?> a, List<?> b, String how) {
        FreshList all = new FreshList();
        switch (how) {
            case "replace" -> {
                return b;
            }
            case "keep" -> {
                return a;
            }
            case "append" -> {
                all.addAll(a);
                all.addAll(b);
            }
            case "prepend" -> {
                all.addAll(b);
                all.addAll(a);
            }
            case "append_rp" -> {
                all.addAll(without(a, b));
                all.addAll(b);
            }
            default -> {
                all.addAll(b);
                all.addAll(without(a, b));
            }
        }
        return all;
    }

    private static List<?> without(List<?> items, List<?> unwanted) {
        Distinct there = Distinct.of(unwanted);
        return items.stream().filter(item -> !there.has(item)).toList();
    }

    private static Object toItems(@Nullable Object input, Given given) {
        FreshList items = new FreshList();
        map(input).forEach((key, value) -> {
            FreshMap item = new FreshMap();
            item.put(given.text("key_name", "key"), key);
            item.put(given.text("value_name", "value"), value);
            items.add(item);
        });
        return items;
    }

    private static Object fromItems(@Nullable Object input, Given given) {
        String keyName = given.text("key_name", "key");
        String valueName = given.text("value_name", "value");
        FreshMap result = new FreshMap();
        for (Object item : Data.items(input)) {
            Map<?, ?> entry = map(item instanceof Secret secret ? secret.value() : item);
            if (!entry.containsKey(keyName) || !entry.containsKey(valueName)) {
                throw Failure.value("Every item needs the keys '" + keyName + "' and '" + valueName + "'.");
            }
            result.put(Keys.of(entry.get(keyName)), entry.get(valueName));
        }
        return result;
    }

    /** Mappings by the value that one of their keys has. */
    private static Object rekeyed(@Nullable Object input, Given given) {
        String duplicates = given.text("duplicates", "error");
        if (!duplicates.equals("error") && !duplicates.equals("overwrite")) {
            throw Failure.arguments("'duplicates' of the filter 'rekey_on_member' is 'error' or 'overwrite'.");
        }
        if (!(input instanceof List || input instanceof Map)) {
            throw Failure.value("'rekey_on_member' needs a list or a mapping, not a " + Values.kind(input) + ".");
        }
        FreshMap result = new FreshMap();
        for (Object item : input instanceof Map<?, ?> all ? new ArrayList<Object>(all.values()) : Data.items(input)) {
            Map<?, ?> entry = map(item);
            Object member = Data.member(entry, given.get("key"));
            if (member instanceof Undefined undefined) {
                throw Failure.undefined(undefined);
            }
            Object key = Keys.of(member);
            if (Keys.has(result, key) && duplicates.equals("error")) {
                throw Failure.value("Two have '" + key + "'; 'duplicates' could be 'overwrite'.");
            }
            result.put(key, entry);
        }
        return result;
    }

    private static Object sorted(@Nullable Object input, Given given) {
        int by = "value".equals(given.text("by", "key")) ? 1 : 0;
        boolean exact = given.flag("case_sensitive", false);
        int sign = given.flag("reverse", false) ? -1 : 1;
        return Sorting.by(entries(map(input)), entry -> part(entry, by, exact), sign < 0);
    }

    private static @Nullable Object part(@Nullable Object entry, int by, boolean exact) {
        Object part = Data.member(entry, (long) by);
        return part instanceof String text && !exact ? Case.lower(text) : part;
    }
}
