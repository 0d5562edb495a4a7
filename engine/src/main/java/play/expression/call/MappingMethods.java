package play.expression.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;

/** The methods of Python's dictionaries. */
final class MappingMethods {
    private MappingMethods() {}

    static void add(Registry.Builder to) {
        to.method(
                "mapping.keys",
                "",
                MarkerHandling.SHAPE,
                given -> new FreshList(map(given).keySet()));
        to.method(
                "mapping.values",
                "",
                MarkerHandling.SHAPE,
                given -> new FreshList(map(given).values()));
        to.method("mapping.items", "", MarkerHandling.SHAPE, given -> MapFilters.entries(map(given)));
        to.method("mapping.get", "key default?", MarkerHandling.SHAPE, MappingMethods::get);
        to.method("mapping.copy", "", MarkerHandling.SHAPE, given -> new FreshMap(map(given)));
        to.method("mapping.update", "other? **", MarkerHandling.SHAPE, MappingMethods::update);
        to.method("mapping.setdefault", "key default?", MarkerHandling.SHAPE, given -> {
            FreshMap map = changeableMap(given);
            return map.computeIfAbsent(Data.key(given.get("key")), any -> given.get("default"));
        });
        to.method(
                "mapping.pop",
                "key default?",
                MarkerHandling.SHAPE,
                given -> changeableMap(given).remove(Data.key(given.get("key"))));
    }

    private static Map<?, ?> map(Given given) {
        return MapFilters.map(given.get("self"));
    }

    private static @Nullable Object get(Given given) {
        Object key = given.get("key");
        Object name = key == null ? "None" : Data.key(key);
        Map<?, ?> map = map(given);
        Object value = map.get(name);
        return value != null || map.containsKey(name) ? value : given.get("default");
    }

    private static FreshMap changeableMap(Given given) {
        if (given.get("self") instanceof FreshMap map) {
            return map;
        }
        throw Failure.value("A variable cannot be changed; make a new mapping by the filter 'combine'.");
    }

    private static @Nullable Object update(Given given) {
        FreshMap map = changeableMap(given);
        if (given.get("other") != null) {
            MapFilters.map(given.get("other")).forEach((key, value) -> map.put(Data.key(key), value));
        }
        map.putAll(given.others());
        return null;
    }
}
