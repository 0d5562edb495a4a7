package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.LookupCall;
import play.expression.Scope;
import play.expression.Whole;
import play.playbook.Loop;
import play.value.Secret;
import play.value.Unknown;
import play.value.Values;

/** The items that a loop's value makes. */
final class LoopItems {
    private LoopItems() {}

    /** What a loop comes to. */
    sealed interface Made {
        record Items(List<@Nullable Object> all) implements Made {}

        record Undetermined(String why) implements Made {}

        record Wrong(String why) implements Made {}
    }

    static Made of(Loop loop, Scope scope) throws ExpressionException {
        Object value = Whole.of(loop.items().value(scope), loop.items().span());
        return switch (loop.kind()) {
            case Loop.Shape shape -> shaped(shape, value);
            case Loop.Found(LookupCall lookup) ->
                shaped(Loop.Shape.LIST, lookup.find(terms(value), loop.items().span(), scope));
        };
    }

    private static List<?> terms(@Nullable Object value) {
        return switch (value) {
            case List<?> list -> list;
            case Secret(List<?> list) -> secrets(list);
            case null, default -> single(value);
        };
    }

    /** What a secret list holds is as secret as the list. */
    private static List<@Nullable Object> secrets(List<?> list) {
        List<@Nullable Object> items = new ArrayList<>();
        list.forEach(item -> items.add(item == null ? null : new Secret(item)));
        return items;
    }

    private static Made shaped(Loop.Shape shape, @Nullable Object value) {
        if (value instanceof Unknown unknown) {
            return new Made.Undetermined("the items of the loop are unknown: " + unknown.reason());
        }
        if (value instanceof Secret(Object hidden)) {
            Made made = shaped(shape, hidden);
            return made instanceof Made.Items(List<@Nullable Object> all) ? items(secrets(all)) : made;
        }
        return switch (shape) {
            case LIST -> value instanceof List<?> list ? items(list) : wrong("a list", value);
            case LIST_OR_ONE -> items(value instanceof List<?> list ? list : single(value));
            case ITEMS -> value instanceof List<?> list ? items(flattened(list)) : items(single(value));
            case DICT -> value instanceof Map<?, ?> map ? items(pairs(map)) : wrong("a mapping", value);
            case INDEXED -> items(numbered(value instanceof List<?> list ? flattened(list) : single(value)));
            case TOGETHER -> value instanceof List<?> list ? of(list, together(list)) : wrong("a list of lists", value);
            case NESTED -> value instanceof List<?> list ? of(list, nested(list)) : wrong("a list of lists", value);
        };
    }

    /** What lists come to; nothing comes of none, which is hardly meant. */
    private static Made of(List<?> lists, List<?> rows) {
        return lists.isEmpty() ? new Made.Wrong("the loop needs at least one list, and has none") : items(rows);
    }

    private static Made items(List<?> list) {
        return new Made.Items(new ArrayList<>(list));
    }

    private static Made wrong(String expected, @Nullable Object value) {
        return new Made.Wrong("the loop needs " + expected + ", not " + Values.kind(value));
    }

    private static List<@Nullable Object> single(@Nullable Object value) {
        List<@Nullable Object> one = new ArrayList<>();
        one.add(value);
        return one;
    }

    private static List<@Nullable Object> flattened(List<?> list) {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof List<?> inner) {
                flat.addAll(inner);
            } else {
                flat.add(item);
            }
        }
        return flat;
    }

    private static List<Map<String, @Nullable Object>> pairs(Map<?, ?> map) {
        List<Map<String, @Nullable Object>> pairs = new ArrayList<>();
        map.forEach((key, value) -> {
            Map<String, @Nullable Object> pair = new LinkedHashMap<>();
            pair.put("key", key);
            pair.put("value", value);
            pairs.add(pair);
        });
        return pairs;
    }

    private static List<List<@Nullable Object>> numbered(List<@Nullable Object> items) {
        List<List<@Nullable Object>> numbered = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<@Nullable Object> pair = new ArrayList<>();
            pair.add((long) i);
            pair.add(items.get(i));
            numbered.add(pair);
        }
        return numbered;
    }

    /** Side by side; a list that has ended gives null. */
    private static List<List<@Nullable Object>> together(List<?> lists) {
        int longest = lists.stream()
                .mapToInt(list -> list instanceof List<?> inner ? inner.size() : 1)
                .max()
                .orElse(0);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < longest; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (Object list : lists) {
                row.add(list instanceof List<?> inner && i < inner.size() ? inner.get(i) : null);
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<@Nullable Object>> nested(List<?> lists) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        rows.add(new ArrayList<>());
        for (Object list : lists) {
            List<List<@Nullable Object>> longer = new ArrayList<>();
            for (List<@Nullable Object> row : rows) {
                for (Object item : list instanceof List<?> inner ? inner : single(list)) {
                    List<@Nullable Object> next = new ArrayList<>(row);
                    next.add(item);
                    longer.add(next);
                }
            }
            rows = longer;
        }
        return rows;
    }

    /** What the evaluations for one item see. */
    static Map<String, @Nullable Object> local(Loop loop, LoopNames names, List<@Nullable Object> items, int index) {
        Map<String, @Nullable Object> local = new LinkedHashMap<>();
        local.put(names.variable(), items.get(index));
        local.put("ansible_loop_var", names.variable());
        names.index().ifPresent(name -> local.put(name, (long) index));
        if (loop.extended() != Loop.Extended.NO) {
            Map<String, @Nullable Object> extended = extended(items, index);
            if (loop.extended() == Loop.Extended.YES) {
                extended.put("allitems", items);
            }
            local.put("ansible_loop", extended);
        }
        return local;
    }

    private static Map<String, @Nullable Object> extended(List<@Nullable Object> items, int index) {
        Map<String, @Nullable Object> loop = new LinkedHashMap<>();
        loop.put("index", index + 1L);
        loop.put("index0", (long) index);
        loop.put("first", index == 0);
        loop.put("last", index == items.size() - 1);
        loop.put("length", (long) items.size());
        loop.put("revindex", (long) items.size() - index);
        loop.put("revindex0", items.size() - index - 1L);
        if (index + 1 < items.size()) {
            loop.put("nextitem", items.get(index + 1));
        }
        if (index > 0) {
            loop.put("previtem", items.get(index - 1));
        }
        return loop;
    }
}
