package play.run;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.expression.LazyMap;

/** A mapping whose values are put together when they are read. */
final class LateFields extends AbstractMap<String, @Nullable Object> implements LazyMap {
    private final Map<String, Supplier<Object>> fields;

    LateFields(Map<String, Supplier<Object>> fields) {
        this.fields = Map.copyOf(fields);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String key && fields.containsKey(key);
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String key && fields.containsKey(key)
                ? fields.get(key).get()
                : null;
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return fields.entrySet().stream()
                .map(field -> Map.<String, @Nullable Object>entry(
                        field.getKey(), field.getValue().get()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<String> names() {
        return fields.keySet();
    }
}
