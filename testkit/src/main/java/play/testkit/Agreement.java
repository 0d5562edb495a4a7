package play.testkit;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import play.value.Foreseen;

/** Whether a state that was foreseen can be the one that was found. */
public final class Agreement {
    private Agreement() {}

    public static boolean holds(@Nullable Object foreseen, @Nullable Object found) {
        if (foreseen instanceof Foreseen.Later || found instanceof Foreseen.Later) {
            return true;
        }
        if (foreseen instanceof Map<?, ?> one && found instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream().allMatch(key -> holds(one.get(key), other.get(key)));
        }
        if (foreseen instanceof Record one && found instanceof Record other && one.getClass() == other.getClass()) {
            for (RecordComponent component : one.getClass().getRecordComponents()) {
                if (!holds(value(component, one), value(component, other))) {
                    return false;
                }
            }
            return true;
        }
        return Objects.equals(foreseen, found);
    }

    private static @Nullable Object value(RecordComponent component, Object of) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
