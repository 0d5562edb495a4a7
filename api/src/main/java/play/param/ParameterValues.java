package play.param;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a module is given whose parameters are described, not a record.
 *
 * @param values by the name of the parameter, never an alias, as its type reads them, in the order of the description;
 *     what is neither given nor has a default is not there
 */
public record ParameterValues(Map<String, Object> values) {
    public ParameterValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static ParameterValues of(List<Parameter> parameters, Iterator<@Nullable Object> values) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            @Nullable Object value = values.next();
            @Nullable Object known = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (known != null) {
                named.put(parameter.name(), known);
            }
        }
        return new ParameterValues(named);
    }

    /** The value of a parameter, where it has one. */
    public Optional<Object> find(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
