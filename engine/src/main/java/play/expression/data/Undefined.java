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
    private final Optional<Blame> blame;

    private Undefined(Optional<String> variable, @Nullable Object parent, @Nullable Object key, Optional<Blame> blame) {
        this.variable = variable;
        this.parent = parent;
        this.key = key;
        this.blame = blame;
    }

    /** A variable that no scope has. */
    public static Undefined variable(String name) {
        return new Undefined(Optional.of(name), null, null, Optional.empty());
    }

    /** A key, index or attribute that {@code parent} does not have. */
    public static Undefined member(@Nullable Object parent, @Nullable Object key) {
        return new Undefined(Optional.empty(), parent, key, Optional.empty());
    }

    /** The value of an inline {@code if} whose test is false and that has no {@code else}. */
    public static Undefined otherwise() {
        return new Undefined(Optional.empty(), null, MISSING_ELSE, Optional.empty());
    }

    /** What is missing for a reason of its own, which is a full sentence. */
    public static Undefined because(String sentence) {
        return new Undefined(Optional.empty(), null, new Reason(sentence), Optional.empty());
    }

    /** What comes of something undefined that was met: the same is wrong with it. */
    public static Undefined met(Failure failure) {
        return new Undefined(failure.variable(), null, new Reason(failure.sentence()), failure.blame());
    }

    private record Reason(String sentence) {}

    /** Whether it is that of an inline {@code if} without {@code else}. */
    public boolean isLeftOut() {
        return MISSING_ELSE.equals(key);
    }

    /** The same, blamed on a part of an expression, unless one is blamed already. */
    public Undefined at(Blame part) {
        return blame.isPresent() ? this : new Undefined(variable, parent, key, Optional.of(part));
    }

    public Optional<String> name() {
        return variable;
    }

    public Optional<Blame> blame() {
        return blame;
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
        if (key instanceof Reason(String told)) {
            return told;
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
