package play.modules.acme;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.param.Scalars;

/**
 * The result of the task that ordered.
 *
 * @param order its address; empty where that task had nothing to order
 */
@ReadBy(OrderData.Type.class)
record OrderData(Optional<String> order) {
    /** Takes a mapping. */
    static final class Type implements ParameterType<OrderData> {
        @Override
        public boolean isMapping() {
            return true;
        }

        @Override
        public String shown() {
            return "result of the first task";
        }

        @Override
        public OrderData read(@Nullable Object value, BindContext context) throws BindException {
            if (!(value instanceof Map<?, ?> map)) {
                throw new BindException("must be what the first task registered");
            }
            Object address = map.get("order_uri");
            return new OrderData(address == null ? Optional.empty() : Optional.of(Scalars.text(address)));
        }
    }
}
