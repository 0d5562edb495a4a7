package play.vars;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Entries whose values are made when they are reached. */
final class LazyEntries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
    private final Set<String> keys;
    private final Function<String, @Nullable Object> values;

    LazyEntries(Set<String> keys, Function<String, @Nullable Object> values) {
        this.keys = keys;
        this.values = values;
    }

    @Override
    public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
        return keys.stream()
                .<Map.Entry<String, @Nullable Object>>map(
                        key -> new AbstractMap.SimpleImmutableEntry<>(key, values.apply(key)))
                .iterator();
    }

    @Override
    public int size() {
        return keys.size();
    }
}
