package play.param;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping whose fields are described: its values by name, with their defaults. */
record FieldsType(NestedType<ParameterValues> fields) implements ParameterType<Map<String, Object>> {
    @Override
    public String shown() {
        return fields.shown();
    }

    @Override
    public boolean isMapping() {
        return true;
    }

    @Override
    public Map<String, Object> read(@Nullable Object value, BindContext context) throws BindException {
        return fields.read(value, context).values();
    }
}
