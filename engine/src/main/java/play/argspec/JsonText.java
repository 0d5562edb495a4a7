package play.argspec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ContentJson;
import play.param.ParameterType;
import play.param.Scalars;

/** A text that is JSON; what is written as data becomes one. */
record JsonText() implements ParameterType<String> {
    @Override
    public String shown() {
        return "JSON";
    }

    @Override
    public String read(@Nullable Object value, BindContext context) throws BindException {
        return value instanceof Map || value instanceof List ? ContentJson.text(value) : Scalars.text(value);
    }
}
