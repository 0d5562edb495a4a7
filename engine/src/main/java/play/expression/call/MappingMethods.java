package play.expression.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Keys;

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
            Object key = Keys.of(given.get("key"));
            if (!Keys.has(map, key)) {
                map.put(key, given.get("default"));
            }
            return Keys.get(map, key);
        });
        to.method("mapping.pop", "key default?", MarkerHandling.SHAPE, MappingMethods::popped);
    }

    private static Map<?, ?> map(Given given) {
        return MapFilters.map(given.get("self"));
    }

    private static @Nullable Object get(Given given) {
        Object key = Keys.of(given.get("key"));
        Map<?, ?> map = map(given);
        return Keys.has(map, key) ? Keys.get(map, key) : given.get("default");
    }

    private static @Nullable Object popped(Given given) {
        FreshMap map = changeableMap(given);
        return map.remove(Keys.in(map, Keys.of(given.get("key"))));
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
            MapFilters.map(given.get("other")).forEach(map::put);
        }
        map.putAll(given.others());
        return null;
    }
}
