package play.expression.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Case;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Hidden;
import play.expression.data.Keys;
import play.value.Secret;
import play.value.Values;

/** Filters on mappings. */
final class MapFilters {
    private MapFilters() {}

    static void add(Registry.Builder to) {
        to.filter("combine", "* recursive? list_merge?", MarkerHandling.SHAPE, Combine::combine);
        to.filter("dict2items", "key_name? value_name?", MarkerHandling.SHAPE, MapFilters::toItems);
        to.filter("items2dict", "key_name? value_name?", MarkerHandling.SHAPE, MapFilters::fromItems);
        to.filter("rekey_on_member", "key duplicates?", MarkerHandling.SHAPE, MapFilters::rekeyed);
        to.filter("dictsort", "case_sensitive? by? reverse?", MarkerHandling.CONTENT, MapFilters::sorted);
        to.filter("items", "", MarkerHandling.SHAPE, (input, given) -> entries(defined(map(input))));
    }

    static Map<?, ?> map(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw Failure.value("A mapping is needed here, not a " + Values.kind(value) + ".");
    }

    /** The same mapping, none of whose values is undefined. */
    private static Map<?, ?> defined(Map<?, ?> map) {
        Data.defined(map.values());
        return map;
    }

    /** The entries of a mapping as lists of key and value. */
    static FreshList entries(Map<?, ?> map) {
        FreshList entries = new FreshList();
        map.forEach((key, value) -> entries.add(FreshList.tuple(key, value)));
        return entries;
    }

    private static Object toItems(@Nullable Object input, Given given) {
        FreshList items = new FreshList();
        defined(map(input)).forEach((key, value) -> {
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
        for (Object item : Data.definedItems(input)) {
            Map<?, ?> entry = map(item instanceof Secret secret ? secret.value() : item);
            if (!entry.containsKey(keyName) || !entry.containsKey(valueName)) {
                throw Failure.value("Every item needs the keys '" + keyName + "' and '" + valueName + "'.");
            }
            result.put(Keys.of(entry.get(keyName)), value(item, entry.get(valueName)));
        }
        return result;
    }

    /** What an item that may be secret has as its value. */
    private static @Nullable Object value(@Nullable Object item, @Nullable Object value) {
        Object defined = Data.definedItem(value);
        return item instanceof Secret ? Hidden.of(defined) : defined;
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
        for (Object item : Data.defined(input instanceof Map<?, ?> all ? all.values() : Data.items(input))) {
            Map<?, ?> entry = map(item);
            Object key = Keys.of(Data.member(entry, given.get("key")));
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
        return Sorting.by(entries(defined(map(input))), entry -> part(entry, by, exact), sign < 0);
    }

    private static @Nullable Object part(@Nullable Object entry, int by, boolean exact) {
        Object part = Data.member(entry, (long) by);
        return part instanceof String text && !exact ? Case.lower(text) : part;
    }
}
