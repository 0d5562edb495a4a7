package play.param;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping whose fields are described: its values by name, with their defaults. */
record FieldsType(NestedType<ParameterValues> nested) implements ParameterType<Map<String, Object>> {
    @Override
    public String shown() {
        return nested.shown();
    }

    @Override
    public boolean isMapping() {
        return true;
    }

    @Override
    public Optional<Schema<?>> fields() {
        return nested.fields();
    }

    @Override
    public Map<String, Object> read(@Nullable Object value, BindContext context) throws BindException {
        return nested.read(value, context).values();
    }
}
