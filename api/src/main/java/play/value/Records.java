package play.value;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of any type, by their components. */
public final class Records {
    private Records() {}

    /** The components by name, in their order. */
    public static Map<String, @Nullable Object> fields(Record record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                component.getAccessor().setAccessible(true);
                fields.put(component.getName(), component.getAccessor().invoke(record));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a component of a record cannot be read: " + component, e);
            }
        }
        return fields;
    }

    /** Whether what was foreseen can be what was found: every foreseeable component is the same. */
    public static boolean agree(@Nullable Object foreseen, @Nullable Object found) {
        if (foreseen instanceof Foreseen.Later || found instanceof Foreseen.Later) {
            return true;
        }
        if (foreseen instanceof Record one && found instanceof Record other && one.getClass() == other.getClass()) {
            return agreeByKey(fields(one), fields(other));
        }
        if (foreseen instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
            return agreeByKey(one, other);
        }
        return Objects.equals(foreseen, found);
    }

    private static boolean agreeByKey(Map<?, ?> one, Map<?, ?> other) {
        return one.keySet().equals(other.keySet())
                && one.keySet().stream().allMatch(key -> agree(one.get(key), other.get(key)));
    }
}
