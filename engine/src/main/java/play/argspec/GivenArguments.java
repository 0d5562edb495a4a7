package play.argspec;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.param.GroupRule;
import play.value.Unknown;
import play.value.Values;

/**
 * Variables of a role, or keys of a mapping, by any of an option's names. One that is null is given, as Ansible counts.
 */
record GivenArguments(Options options, Map<String, ? extends @Nullable Object> given) implements GroupRule.Given {
    @Override
    public boolean has(String name) {
        return entries(name).findFirst().isPresent();
    }

    @Override
    public boolean hasNull(String name) {
        return has(name) && value(name).isEmpty();
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
        return entries(name)
                .<Object>mapMulti((entry, values) -> {
                    Object value = entry.getValue();
                    if (value != null) {
                        values.accept(value);
                    }
                })
                .findFirst();
    }

    private Stream<? extends Map.Entry<String, ? extends @Nullable Object>> entries(String name) {
        Optional<ArgumentSpec> spec = options.find(name);
        return given.entrySet().stream()
                .filter(entry -> spec.map(option -> option.answersTo(entry.getKey()))
                        .orElse(entry.getKey().equals(name)));
    }

    private ArgumentType type(String name) {
        return options.find(name).map(ArgumentSpec::type).orElse(ArgumentType.RAW);
    }
}
