package play.expression.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.value.Secret;
import play.value.Unknown;

/** Which markers are in some values, found in one walk whose steps count. */
public final class Survey {
    private @Nullable Unknown unknown;
    private boolean secret;
    private int fresh;

    private Survey() {}

    /** {@code deep} looks inside lists and mappings, up to the first unknown. */
    public static Survey of(boolean deep, Iterable<? extends @Nullable Object> values) {
        Survey survey = new Survey();
        values.forEach(value -> survey.visit(value, deep, 0));
        return survey;
    }

    /** The first unknown; what is behind it was not looked at. */
    public Optional<Unknown> unknown() {
        return Optional.ofNullable(unknown);
    }

    /** Whether a secret was met. */
    public boolean secret() {
        return secret;
    }

    private void visit(@Nullable Object value, boolean deep, int depth) {
        if (unknown != null) {
            return;
        }
        Bounds.steps(1);
        switch (value) {
            case Unknown found -> unknown = found;
            case Secret hidden -> secret = true;
            case Map<?, ?> map
            when deep -> {
                check(value instanceof FreshMap, map.size(), depth);
                map.values().forEach(item -> visit(item, true, depth + 1));
            }
            case List<?> list
            when deep -> {
                check(value instanceof FreshList, list.size(), depth);
                list.forEach(item -> visit(item, true, depth + 1));
            }
            case null, default -> {}
        }
    }

    /** What an evaluation made may hold itself, or the same part many times over. */
    private void check(boolean made, int size, int depth) {
        fresh += made ? size : 0;
        if (fresh > Bounds.MOST_PARTS) {
            throw Failure.limit(
                    "The value has more than " + Bounds.number(Bounds.MOST_PARTS) + " parts, which is the limit.");
        }
        if (depth > Bounds.DEEPEST_VALUE) {
            throw Failure.limit(
                    "The value is nested deeper than " + Bounds.DEEPEST_VALUE + " levels, or holds itself.");
        }
    }
}
