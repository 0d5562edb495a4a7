package play.argspec;

import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;

/** Any value, as long as nothing in it is unknown: whoever gets it hands it to a program. */
record KnownValue() implements ParameterType<Object> {
    @Override
    public String shown() {
        return "any value";
    }

    @Override
    public @Nullable Object read(@Nullable Object value, BindContext context) throws BindException {
        return value;
    }
}
