package play.modules.boot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ParameterTypes;
import play.param.ReadBy;

/** How long something waits. */
@ReadBy(Pause.Type.class)
record Pause(Duration length) {
    /** Takes durations; a number below 0 counts as 0, as in Ansible. */
    static final class Type implements ParameterType<Pause> {
        private static final ParameterType<?> DURATION = ParameterTypes.of(Duration.class);

        @Override
        public String shown() {
            return DURATION.shown();
        }

        @Override
        public Pause read(@Nullable Object value, BindContext context) throws BindException {
            boolean negative = String.valueOf(value).strip().matches("-[0-9]+(\\.[0-9]+)?");
            Object read = negative ? Duration.ZERO : DURATION.read(value, context);
            return new Pause(read instanceof Duration length ? length : Duration.ZERO);
        }
    }
}
