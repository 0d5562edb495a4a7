package play.expression.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A method of something that only templates have.
 *
 * @param parameters their names; one that ends with {@code ?} may be left out
 * @param body gets the arguments by name
 */
public record ObjectMethod(
        String name, List<String> parameters, Function<Map<String, @Nullable Object>, @Nullable Object> body)
        implements TemplateObject {
    /** The names of all methods of such objects. */
    public static final Set<String> NAMES = Set.of(
            "cycle",
            "changed",
            "next",
            "reset",
            "strftime",
            "isoformat",
            "timestamp",
            "date",
            "weekday",
            "isoweekday",
            "total_seconds");

    @Override
    public String called() {
        return "method '" + name + "'";
    }

    @Override
    public boolean isCallable() {
        return true;
    }

    @Override
    public @Nullable Object call(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        if (positional.size() > parameters.size()) {
            throw Failure.arguments("The " + called() + " takes at most " + parameters.size() + " arguments, "
                    + positional.size() + " are given.");
        }
        List<String> names =
                parameters.stream().map(one -> one.replace("?", "")).toList();
        Map<String, @Nullable Object> given = new HashMap<>();
        for (int i = 0; i < positional.size(); i++) {
            given.put(names.get(i), positional.get(i));
        }
        named.forEach((key, value) -> {
            if (!names.contains(key)) {
                throw Failure.arguments("The " + called() + " has no argument '" + key + "'.");
            }
            if (given.containsKey(key)) {
                throw Failure.arguments("The " + called() + " is given its argument '" + key + "' twice.");
            }
            given.put(key, value);
        });
        for (String parameter : parameters) {
            if (!parameter.endsWith("?") && !given.containsKey(parameter)) {
                throw Failure.arguments("The " + called() + " needs its argument '" + parameter + "'.");
            }
        }
        return body.apply(given);
    }

    @Override
    public String toString() {
        return "<" + called() + ">";
    }
}
