package play.described;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Observed;
import play.value.Foreseen;

/** What {@code register} gets of a state. */
final class Results {
    private Results() {}

    static Map<String, @Nullable Object> of(Description description, Observed<DescribedState> observed) {
        return observed instanceof Observed.Known<DescribedState>(DescribedState state, var how)
                ? of(description, state)
                : Map.of();
    }

    /** The fields that the module tells of, where the host tells them. */
    static Map<String, @Nullable Object> of(Description description, DescribedState state) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (Field field : description.told()) {
            @Nullable Object value = state.fields().get(field.name());
            if (value != null) {
                result.put(field.name(), value instanceof Foreseen<?> foreseen ? foreseen.orUnknown() : value);
            }
        }
        return result;
    }
}
