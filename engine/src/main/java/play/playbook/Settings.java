package play.playbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import play.expression.FreeName;
import play.value.Flag;

/**
 * What holds for a step: its own keywords joined with those of the blocks, imports, roles and the play around it.
 *
 * @param values of each keyword the innermost
 * @param defaults what modules are given
 * @param environment mappings of variables, outermost first; later ones win
 * @param when conditions of all around it, outermost first; all must hold
 * @param tags of all around it
 * @param notifies handlers of all around it
 */
public record Settings(
        Map<Setting, Data> values,
        ModuleDefaults defaults,
        List<Data> environment,
        List<Condition> when,
        Tags tags,
        List<Data> notifies) {
    public static final Settings NONE =
            new Settings(Map.of(), ModuleDefaults.NONE, List.of(), List.of(), Tags.NONE, List.of());

    private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public Settings {
        values = Collections.unmodifiableMap(values.isEmpty() ? new EnumMap<>(Setting.class) : new EnumMap<>(values));
        environment = List.copyOf(environment);
        when = List.copyOf(when);
        notifies = List.copyOf(notifies);
    }

    /** Whether a shell can export a variable of this name. */
    public static boolean isEnvironmentName(String name) {
        return ENVIRONMENT_NAME.matcher(name).matches();
    }

    /** What is wrong with a name that is none, and what to do. */
    public static String notAnEnvironmentName(String name) {
        return "'environment' names a variable '" + name
                + "', which a shell cannot export. Use letters, digits and underscores, with no digit first.";
    }

    public Optional<Data> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** Whether the play may go on after a failure: {@code ignore_errors} is true, or depends on variables. */
    public boolean mayIgnoreErrors() {
        return get(Setting.IGNORE_ERRORS)
                .filter(value -> !(value instanceof Data.Literal given)
                        || Flag.parse(given.value()).orElse(false))
                .isPresent();
    }

    /** These, inside {@code outer}. */
    public Settings within(Settings outer) {
        Map<Setting, Data> all = new EnumMap<>(Setting.class);
        all.putAll(outer.values);
        all.putAll(values);
        return new Settings(
                all,
                defaults.within(outer.defaults),
                joined(outer.environment, environment),
                joined(outer.when, when),
                tags.within(outer.tags),
                joined(outer.notifies, notifies));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    /** The variables they read. */
    public Stream<FreeName> freeNames() {
        return Stream.of(
                        values.values().stream().flatMap(Data::freeNames),
                        environment.stream().flatMap(Data::freeNames),
                        when.stream().flatMap(condition -> condition.expression().freeNames().stream()),
                        notifies.stream().flatMap(Data::freeNames))
                .flatMap(names -> names);
    }
}
