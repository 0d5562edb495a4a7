package play.argspec;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;

/** A mapping that may be written as a text too, as Ansible takes it. */
record TextMapping(ParameterType<?> of) implements ParameterType<Object> {
    @Override
    public String shown() {
        return of.shown();
    }

    @Override
    public boolean isMapping() {
        return true;
    }

    @Override
    public @Nullable Object read(@Nullable Object value, BindContext context) throws BindException {
        Optional<Map<?, ?>> written = value instanceof String text ? WrittenMapping.of(text) : Optional.empty();
        return of.read(written.isPresent() ? written.get() : value, context);
    }
}
