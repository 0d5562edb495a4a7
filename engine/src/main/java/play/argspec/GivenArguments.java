package play.argspec;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.param.GroupRule;
import play.value.Unknown;
import play.value.Values;

/** Variables of a role, or keys of a mapping, by any of an option's names. */
record GivenArguments(Options options, Map<String, ? extends @Nullable Object> given) implements GroupRule.Given {
    @Override
    public boolean has(String name) {
        return value(name).isPresent();
    }

    @Override
    public boolean is(String name, @Nullable Object value) {
        return value(name)
                .map(Values::revealed)
                .filter(known -> !(known instanceof Unknown) && type(name).same(known, value))
                .isPresent();
    }

    @Override
    public boolean hides(String name) {
        return value(name).filter(Values::hasSecrets).isPresent();
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
