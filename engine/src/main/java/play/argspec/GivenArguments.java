package play.argspec;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.GroupRule;
import play.value.Secret;
import play.value.Unknown;

/** Variables of a role, or keys of a mapping, by any of an option's names. */
record GivenArguments(Options options, Map<String, ? extends @Nullable Object> given) implements GroupRule.Values {
    @Override
    public boolean has(String name) {
        return value(name).isPresent();
    }

    @Override
    public boolean is(String name, @Nullable Object value) {
        return value(name)
                .map(found -> found instanceof Secret secret ? secret.value() : found)
                .filter(known -> !(known instanceof Unknown) && type(name).same(known, value))
                .isPresent();
    }

    private Optional<Object> value(String name) {
        Optional<ArgumentSpec> spec = options.find(name);
        return given.entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .filter(entry -> spec.map(option -> option.answersTo(entry.getKey()))
                        .orElse(entry.getKey().equals(name)))
                .findFirst()
                .map(Map.Entry::getValue);
    }

    private ArgumentType type(String name) {
        return options.find(name).map(ArgumentSpec::type).orElse(ArgumentType.RAW);
    }
}
