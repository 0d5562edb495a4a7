package play.modules.databases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.param.BindContext;
import play.param.BindException;
import play.param.ParameterType;
import play.param.ReadBy;
import play.value.Values;

/** Values of any type that a task gives, all of them known, secrets revealed; and whether one was secret. */
final class GivenValues {
    private GivenValues() {}

    /** In their order, or by their names: null is a value too. */
    @ReadBy(ListType.class)
    record InOrder(List<@Nullable Object> all, boolean secret) {}

    /** By their names. */
    @ReadBy(MapType.class)
    record ByName(Map<String, @Nullable Object> all, boolean secret) {}

    /** Takes a list; what is none is its only value. */
    static final class ListType implements ParameterType<InOrder> {
        @Override
        public String shown() {
            return "list of any value";
        }

        @Override
        public InOrder read(@Nullable Object value, BindContext context) {
            List<@Nullable Object> all = new ArrayList<>();
            if (value instanceof List<?> list) {
                list.forEach(item -> all.add(Values.revealed(item)));
            } else {
                all.add(Values.revealed(value));
            }
            return new InOrder(Collections.unmodifiableList(all), Values.hasSecrets(value));
        }
    }

    /** Takes a mapping. */
    static final class MapType implements ParameterType<ByName> {
        @Override
        public boolean isMapping() {
            return true;
        }

        @Override
        public String shown() {
            return "mapping to any value";
        }

        @Override
        public ByName read(@Nullable Object value, BindContext context) throws BindException {
            if (!(value instanceof Map<?, ?> map)) {
                throw new BindException("must be a mapping of names to values");
            }
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            map.forEach((name, item) -> all.put(String.valueOf(name), Values.revealed(item)));
            return new ByName(Collections.unmodifiableMap(all), Values.hasSecrets(value));
        }
    }
}
