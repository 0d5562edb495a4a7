package play.expression.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Distinct;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.FreshMap;
import play.expression.data.Hidden;
import play.expression.data.Keys;
import play.expression.data.Order;
import play.expression.data.Survey;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** The filter {@code combine}: mappings in one, of which later ones win. */
final class Combine {
    private static final List<String> LIST_MERGES =
            List.of("replace", "keep", "append", "prepend", "append_rp", "prepend_rp");

    private final boolean recursive;
    private final String lists;

    private Combine(boolean recursive, String lists) {
        this.recursive = recursive;
        this.lists = lists;
    }

    static @Nullable Object combine(@Nullable Object input, Given given) {
        Combine how = new Combine(given.flag("recursive", false), given.text("list_merge", "replace"));
        if (!LIST_MERGES.contains(how.lists)) {
            throw Failure.arguments(
                    "'list_merge' of the filter 'combine' is one of " + String.join(", ", LIST_MERGES) + ".");
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(input);
        parts.addAll(given.rest());
        parts.forEach(Data::checkSize);
        List<Map<?, ?>> maps = new ArrayList<>();
        boolean hidden = false;
        for (Object part : parts) {
            for (Object piece : part instanceof List<?> list ? list : FreshList.of(part)) {
                if (piece instanceof Unknown) {
                    return piece;
                }
                hidden |= piece instanceof Secret;
                if (piece != null) {
                    Map<?, ?> map = MapFilters.map(piece instanceof Secret secret ? secret.value() : piece);
                    Data.defined(map.values());
                    maps.add(map);
                }
            }
        }
        FreshMap all = how.all(maps);
        return hidden ? Hidden.of(all) : all;
    }

    /** The last is the first that another is put under, so lists are put together from the right too. */
    private FreshMap all(List<Map<?, ?>> maps) {
        FreshMap all = new FreshMap();
        Collections.reverse(maps);
        for (Map<?, ?> map : maps) {
            all = merged(map, all);
        }
        return all;
    }

    private FreshMap merged(Map<?, ?> under, Map<?, ?> over) {
        if (over.isEmpty()) {
            return new FreshMap(under);
        }
        if (same(under, over)) {
            return new FreshMap(over);
        }
        FreshMap all = new FreshMap(under);
        over.forEach((key, value) -> all.put(key, merged(Keys.get(under, key), value)));
        return all;
    }

    private @Nullable Object merged(@Nullable Object before, @Nullable Object value) {
        if (recursive && before instanceof Map<?, ?> a && value instanceof Map<?, ?> b) {
            return merged(a, b);
        }
        return before instanceof List<?> a
                        && value instanceof List<?> b
                        && !FreshList.isTuple(a)
                        && !FreshList.isTuple(b)
                ? lists(a, b)
                : value;
    }

    /** As in Ansible, a mapping and its equal are one, whatever becomes of lists. */
    private static boolean same(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Survey both = Survey.of(true, List.of(a, b));
        return both.unknown().isEmpty()
                && (both.secret() ? Order.same(Values.revealed(a), Values.revealed(b)) : Order.same(a, b));
    }

    private List<?> lists(List<?> before, List<?> value) {
        return switch (lists) {
            case "replace" -> value;
            case "keep" -> before;
            case "append" -> joined(before, value);
            case "prepend" -> joined(value, before);
            case "append_rp" -> joined(without(before, value), value);
            default -> joined(value, without(before, value));
        };
    }

    private static FreshList joined(List<?> first, List<?> second) {
        FreshList all = new FreshList();
        all.addAll(first);
        all.addAll(second);
        return all;
    }

    private static List<?> without(List<?> items, List<?> unwanted) {
        Distinct there = Distinct.of(unwanted);
        return items.stream().filter(item -> !there.has(item)).toList();
    }
}
