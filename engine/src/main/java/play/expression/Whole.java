package play.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.source.Span;

/**
 * Makes values whole that are to outlive an evaluation: of a {@link LazyMap} in them every value is evaluated, here and
 * now.
 */
public final class Whole {
    /** Lists and mappings within each other. */
    private static final int DEEPEST = 1000;

    private final boolean tolerant;

    private Whole(boolean tolerant) {
        this.tolerant = tolerant;
    }

    /**
     * What can't be evaluated is the failure of the whole value.
     *
     * @param place where the value was asked for
     */
    public static @Nullable Object of(@Nullable Object value, Span place) throws ExpressionException {
        try {
            return new Whole(false).whole(value, 0);
        } catch (UncheckedExpressionException e) {
            throw e.expressionException();
        } catch (TooDeep e) {
            throw new ExpressionException(Diagnostic.error(
                    "expression-limit",
                    "Expression exceeds its limits",
                    "The value is nested deeper than " + DEEPEST + " levels.",
                    place));
        }
    }

    /** For people to see: what can't be evaluated is a text that says so, as in Ansible. */
    public static @Nullable Object shown(@Nullable Object value) {
        return new Whole(true).whole(value, 0);
    }

    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Whether something in it is yet to be evaluated. */
    private boolean isLazy(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            if (tolerant) {
                return true;
            }
            throw new TooDeep();
        }
        return switch (value) {
            case LazyMap map -> true;
            case Map<?, ?> map -> isAnyLazy(map.values(), depth + 1);
            case List<?> list -> isAnyLazy(list, depth + 1);
            case null, default -> false;
        };
    }

    /** A loop, because a stream takes ten times the room on the stack. */
    private boolean isAnyLazy(Iterable<?> items, int depth) {
        for (Object item : items) {
            if (isLazy(item, depth)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object whole(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            return "<< nested deeper than " + DEEPEST + " levels >>";
        }
        return switch (value) {
            case LazyMap map -> evaluated(map, depth);
            case Map<?, ?> map when isLazy(map, depth) -> map(map, depth);
            case List<?> list when isLazy(list, depth) -> list(list, depth);
            case null, default -> value;
        };
    }

    private Map<String, @Nullable Object> evaluated(LazyMap map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (String name : map.names()) {
            try {
                copy.put(name, whole(map.get(name), depth + 1));
            } catch (UncheckedExpressionException e) {
                if (!tolerant) {
                    throw e;
                }
                copy.put(name, "<< cannot be evaluated: " + e.getMessage() + " >>");
            }
        }
        return Collections.unmodifiableMap(copy);
    }

    private Object map(Map<?, ?> map, int depth) {
        Map<@Nullable Object, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, item) -> copy.put(key, whole(item, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    private Object list(List<?> list, int depth) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        list.forEach(item -> copy.add(whole(item, depth + 1)));
        return Collections.unmodifiableList(copy);
    }
}
