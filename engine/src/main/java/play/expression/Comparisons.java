package play.expression;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Order;
import play.expression.data.Survey;
import play.expression.data.Undefined;
import play.value.Unknown;
import play.value.Values;

/** Comparisons, which are {@code Boolean} or {@code Unknown}; what they tell of a secret is not secret. */
final class Comparisons {
    private Comparisons() {}

    /**
     * {@code a < b <= c} so far: false as soon as one comparison is false, else unknown when one is unknown.
     *
     * @param last the operand that the next comparison begins with
     */
    record Chain(Object result, @Nullable Object last) {
        Chain and(String operator, @Nullable Object operand) {
            Object one = one(operator, last, operand);
            return new Chain(Boolean.FALSE.equals(one) || one instanceof Unknown ? one : result, operand);
        }
    }

    private static Object one(String operator, @Nullable Object a, @Nullable Object b) {
        return switch (operator) {
            case "in" -> contains(b, a);
            case "not in" -> negated(contains(b, a));
            case "contains" -> contains(a, b);
            default -> {
                Object result =
                        Markers.spread(true, Arrays.asList(a, b), open -> plain(operator, open.get(0), open.get(1)));
                yield result == null ? false : result;
            }
        };
    }

    static Object negated(Object truth) {
        return truth instanceof Boolean known ? (Object) !known : truth;
    }

    private static boolean plain(String operator, @Nullable Object a, @Nullable Object b) {
        return switch (operator) {
            case "==" -> Order.same(a, b);
            case "!=" -> !Order.same(a, b);
            case "<" -> Order.compare(a, b) < 0;
            case "<=" -> Order.compare(a, b) <= 0;
            case ">" -> Order.compare(a, b) > 0;
            default -> Order.compare(a, b) >= 0;
        };
    }

    /** Decided by the known items alone when one of them is it; the values of a mapping are not looked at. */
    private static Object contains(@Nullable Object container, @Nullable Object item) {
        if (container instanceof List<?> list && list.isEmpty() && item instanceof Undefined) {
            // As in Ansible: nothing is compared with it, so nothing asks what it is.
            return false;
        }
        Object result = Markers.spread(
                false,
                Arrays.asList(container, item),
                open -> open.get(0) instanceof List<?> list
                        ? inList(list, open.get(1))
                        : Order.contains(open.get(0), open.get(1)));
        return result == null ? false : result;
    }

    private static Object inList(List<?> list, @Nullable Object item) {
        Data.checkSize(list);
        Survey of = Survey.of(true, Collections.singletonList(item));
        Object wanted = of.secret() ? Values.revealed(item) : item;
        Unknown unknown = of.unknown().orElse(null);
        for (Object candidate : list) {
            Survey about = Survey.of(true, Collections.singletonList(candidate));
            if (about.unknown().isPresent() || unknown != null) {
                unknown = about.unknown().orElse(unknown);
            } else if (Order.same(about.secret() ? Values.revealed(candidate) : candidate, wanted)) {
                return true;
            }
        }
        return unknown != null ? unknown : false;
    }
}
