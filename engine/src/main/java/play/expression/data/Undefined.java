package play.expression.data;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.Suggestions;
import play.value.Values;

/** The value of a name or key that does not exist. Only {@code default} and the tests of being defined take it. */
public final class Undefined {
    private static final Object MISSING_ELSE = new Object();

    private final Optional<String> variable;
    private final @Nullable Object parent;
    private final @Nullable Object key;
    private final int node;

    private Undefined(Optional<String> variable, @Nullable Object parent, @Nullable Object key, int node) {
        this.variable = variable;
        this.parent = parent;
        this.key = key;
        this.node = node;
    }

    /** A variable that no scope has. */
    public static Undefined variable(String name, int node) {
        return new Undefined(Optional.of(name), null, null, node);
    }

    /** A key, index or attribute that {@code parent} does not have. */
    public static Undefined member(@Nullable Object parent, @Nullable Object key, int node) {
        return new Undefined(Optional.empty(), parent, key, node);
    }

    /** The value of an inline {@code if} whose test is false and that has no {@code else}. */
    public static Undefined otherwise(int node) {
        return new Undefined(Optional.empty(), null, MISSING_ELSE, node);
    }

    /** Whether it is that of an inline {@code if} without {@code else}. */
    public boolean isLeftOut() {
        return MISSING_ELSE.equals(key);
    }

    /** The same, blamed on a node of the expression, unless one is blamed already. */
    public Undefined at(int id) {
        return node >= 0 ? this : new Undefined(variable, parent, key, id);
    }

    public Optional<String> name() {
        return variable;
    }

    public int node() {
        return node;
    }

    private Collection<String> neighbours() {
        return parent instanceof Map<?, ?> map
                ? map.keySet().stream().map(String::valueOf).toList()
                : List.of();
    }

    public String sentence() {
        if (variable.isPresent()) {
            return "'" + variable.get() + "' is undefined.";
        }
        if (key != null && key.equals(MISSING_ELSE)) {
            return "The 'if' is false here, and there is no 'else'.";
        }
        String what = switch (parent) {
            case List<?> list
            when key instanceof Long -> "The list has " + list.size() + " items, none at " + key + ".";
            case List<?> list when list.isEmpty() && key == null -> "The list is empty.";
            case null, default -> "A " + Values.kind(parent) + " has no '" + Text.of(key) + "'.";
        };
        return key instanceof String wanted ? what + Suggestions.hint(wanted, neighbours()) : what;
    }
}
