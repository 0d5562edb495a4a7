package play.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Failure;
import play.expression.data.Hidden;
import play.expression.data.Undefined;
import play.expression.syntax.Node;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** The values of arguments: without and with a name. */
record ArgumentValues(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
    /** {@code values} are in the order in which {@code arguments} has them. */
    static ArgumentValues of(List<@Nullable Object> values, Node.Arguments arguments) {
        int plain = arguments.values().size();
        int split = plain - arguments.names().size();
        List<@Nullable Object> positional = new ArrayList<>(values.subList(0, split));
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.names().size(); i++) {
            named.put(arguments.names().get(i).text(), values.get(split + i));
        }
        if (arguments.rest().isPresent()) {
            unpackList(values.get(plain), positional);
        }
        if (arguments.others().isPresent()) {
            unpackMap(values.getLast(), positional, named);
        }
        return new ArgumentValues(positional, named);
    }

    /** What is unknown stands for all that it would be unpacked to, and makes the result unknown. */
    private static void unpackList(@Nullable Object rest, List<@Nullable Object> positional) {
        if (Markers.items(rest) instanceof List<?> items) {
            positional.addAll(items);
        } else {
            positional.add(rest);
        }
    }

    private static void unpackMap(
            @Nullable Object others, List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        switch (others) {
            case Unknown unknown -> positional.add(unknown);
            case Map<?, ?> map -> map.forEach((name, value) -> add(named, name, value));
            case Secret(Map<?, ?> map) -> map.forEach((name, value) -> add(named, name, Hidden.of(value)));
            case Undefined undefined -> throw Failure.undefined(undefined);
            case null, default -> throw Failure.value("'**' unpacks a mapping, not a " + Values.kind(others) + ".");
        }
    }

    private static void add(Map<String, @Nullable Object> named, @Nullable Object key, @Nullable Object value) {
        if (!(key instanceof String name)) {
            throw Failure.arguments("'**' names arguments by texts, not by a " + Values.kind(key) + ".");
        }
        if (named.containsKey(name)) {
            throw Failure.arguments("The argument '" + name + "' is given twice.");
        }
        named.put(name, value);
    }

    /** Input and arguments in one row. */
    List<@Nullable Object> after(@Nullable Object input) {
        List<@Nullable Object> all = new ArrayList<>();
        all.add(input);
        all.addAll(positional);
        all.addAll(named.values());
        return all;
    }

    /** The same shape with the values of such a row, without its first. */
    ArgumentValues with(List<@Nullable Object> row) {
        int split = 1 + positional.size();
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        int at = split;
        for (String name : named.keySet()) {
            others.put(name, row.get(at++));
        }
        return new ArgumentValues(new ArrayList<>(row.subList(1, split)), others);
    }
}
