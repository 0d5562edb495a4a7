package play.described;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.param.ParameterValues;
import play.param.SecretText;
import play.value.Secret;

/** What expressions of a module see: its parameters, and nothing of the host or the controller. */
record ParameterScope(ParameterValues params) implements Scope {
    @Override
    public Binding find(String name) {
        return params.find(name)
                .<Binding>map(value -> new Binding.Found(marked(value)))
                .orElseGet(Binding.Missing::new);
    }

    @Override
    public Set<String> names() {
        return params.values().keySet();
    }

    @Override
    public LookupContext lookups() {
        return LookupContext.NOTHING;
    }

    private static @Nullable Object marked(@Nullable Object value) {
        return switch (value) {
            case SecretText hidden -> new Secret(hidden.reveal());
            case List<?> list -> list.stream().map(ParameterScope::marked).toList();
            case Map<?, ?> map -> {
                Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(key, marked(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
