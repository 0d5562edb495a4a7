package play.described;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.argspec.Options;
import play.host.ShellWords;
import play.param.Binding;
import play.param.ContentJson;
import play.param.ParameterValues;
import play.param.SecretText;
import play.value.Foreseen;
import play.value.Secret;
import play.value.Values;

/**
 * Values as variables of a shell, each a quoted word: a flag is {@code true} or {@code false}, a list has an item per
 * line, a mapping is JSON, and what there is none of is empty, whatever the environment of the host holds. A script is
 * in no argument list, and these variables are not exported.
 */
final class ShellVariables {
    private static final String NUL = "\0";

    private ShellVariables() {}

    /** Assignments of all parameters, one per line. */
    static String of(Options options, ParameterValues params) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        options.all().keySet().forEach(name -> all.put(name, params.find(name).orElse(null)));
        return assignments("", all);
    }

    /** Assignments of what was found, as {@code was_NAME}. */
    static String of(DescribedState found) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(found.fields());
        all.put(DescribedState.PRESENT, found.present());
        return assignments("was_", all);
    }

    /** Assignments of what is wanted, as {@code want_NAME}; empty what is not compared. */
    static String of(Wanted wanted, List<Field> fields) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        fields.forEach(field -> all.put(field.name(), wanted.fields().get(field.name())));
        all.put(DescribedState.PRESENT, wanted.present());
        return assignments("want_", all);
    }

    private static String assignments(String prefix, Map<String, ? extends @Nullable Object> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((name, value) -> text.append(prefix)
                .append(name)
                .append('=')
                .append(ShellWords.quote(text(value)))
                .append('\n'));
        return text.toString();
    }

    /** What no variable of a shell can hold. */
    static List<Binding.Fault> faults(ParameterValues params) {
        List<Binding.Fault> faults = new ArrayList<>();
        params.values().forEach((name, value) -> {
            if (text(value).contains(NUL)) {
                faults.add(new Binding.Fault(
                        name, "'" + name + "' holds a NUL byte, which no script can be given. Leave it out."));
            } else if (revealed(value) instanceof List<?> list
                    && list.stream().anyMatch(item -> text(item).contains("\n"))) {
                faults.add(new Binding.Fault(
                        name,
                        "an item of '" + name + "' has several lines, but a script is given one item per line. Write"
                                + " it in one line."));
            }
        });
        return faults;
    }

    private static @Nullable Object revealed(@Nullable Object value) {
        return switch (value) {
            case SecretText hidden -> hidden.reveal();
            case Secret(Object hidden) -> hidden;
            case null, default -> value;
        };
    }

    static String text(@Nullable Object value) {
        return switch (revealed(value)) {
            case null -> "";
            case Foreseen.Later<?> later -> "";
            case List<?> list -> list.stream().map(ShellVariables::text).collect(Collectors.joining("\n"));
            case Map<?, ?> map -> ContentJson.text(opened(map));
            case Object known -> String.valueOf(known);
        };
    }

    /** Texts that are secret, anywhere in a mapping. */
    private static @Nullable Object opened(@Nullable Object value) {
        return switch (value) {
            case SecretText hidden -> hidden.reveal();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), opened(item)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(opened(item)));
                yield copy;
            }
            case null, default -> Values.revealed(value);
        };
    }
}
