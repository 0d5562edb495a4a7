package play.described;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.HostState;

/**
 * What a script told of what it looks at.
 *
 * @param fields all that the module names, each as its {@link Field} reads it; null where nothing was told of it
 */
record DescribedState(boolean present, Map<String, @Nullable Object> fields) implements HostState {
    /** The field of scripts and of what is wanted that says whether a thing is there at all. */
    static final String PRESENT = "present";

    DescribedState {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** What is not there. */
    static DescribedState absent(List<Field> fields) {
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        fields.forEach(field -> none.put(field.name(), null));
        return new DescribedState(false, none);
    }
}
