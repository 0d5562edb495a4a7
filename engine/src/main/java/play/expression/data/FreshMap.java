package play.expression.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that an evaluation made and may still change, for example by {@code update}. Never leaves the evaluation,
 * whose {@link Bounds} count each entry.
 */
public final class FreshMap extends LinkedHashMap<String, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    public FreshMap() {}

    public FreshMap(Map<?, ? extends @Nullable Object> entries) {
        entries.forEach((key, value) -> put(String.valueOf(key), value));
    }

    @Override
    public @Nullable Object put(String key, @Nullable Object value) {
        Bounds.items(1);
        return super.put(key, value);
    }

    @Override
    public void putAll(Map<? extends String, ? extends @Nullable Object> entries) {
        entries.forEach(this::put);
    }
}
