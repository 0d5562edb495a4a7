package play.expression.data;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping that an evaluation made and may still change, for example by {@code update}. Never leaves the evaluation,
 * whose {@link Bounds} count each entry. What asks it for a key goes by {@link Keys}.
 */
public final class FreshMap extends LinkedHashMap<@Nullable Object, @Nullable Object> {
    private static final long serialVersionUID = 1L;

    public FreshMap() {}

    public FreshMap(Map<?, ? extends @Nullable Object> entries) {
        entries.forEach(this::put);
    }

    @Override
    public @Nullable Object put(@Nullable Object key, @Nullable Object value) {
        Bounds.items(1);
        return super.put(Keys.in(this, key), value);
    }

    @Override
    public void putAll(Map<? extends @Nullable Object, ? extends @Nullable Object> entries) {
        entries.forEach(this::put);
    }
}
