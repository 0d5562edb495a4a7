package play.param;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;

/** A record within a record: a mapping with a schema of its own. */
record NestedType<P extends Record>(Schema<P> schema) implements ParameterType<P> {
    @Override
    public String shown() {
        return "mapping";
    }

    @Override
    public boolean isMapping() {
        return true;
    }

    @Override
    public Optional<Schema<?>> fields() {
        return Optional.of(schema);
    }

    @Override
    public P read(@Nullable Object value, BindContext context) throws BindException {
        if (!(value instanceof Map<?, ?> map)) {
            throw new BindException("must be a mapping, not " + Scalars.described(value));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        map.forEach((key, field) -> fields.put(String.valueOf(key), field));
        Optional<String> unknown = fields.keySet().stream()
                .filter(name -> schema.find(name).isEmpty())
                .findFirst();
        if (unknown.isPresent()) {
            throw new BindException(
                    "has no field '" + unknown.get() + "'." + Suggestions.hint(unknown.get(), schema.names()));
        }
        return new ParameterBinding<>(schema, fields, context).bindField();
    }
}
