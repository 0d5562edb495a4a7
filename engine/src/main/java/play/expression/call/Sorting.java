package play.expression.call;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.FreshList;
import play.expression.data.Order;

/** Sorts by keys that are computed once for each item. */
final class Sorting {
    private record Keyed(@Nullable Object key, @Nullable Object item) {}

    private Sorting() {}

    static FreshList by(
            List<@Nullable Object> items, Function<@Nullable Object, @Nullable Object> key, boolean reverse) {
        Bounds.items(items.size());
        List<Keyed> keyed = new ArrayList<>();
        items.forEach(item -> keyed.add(new Keyed(key.apply(item), item)));
        Comparator<Keyed> order = (a, b) -> Order.compare(a.key(), b.key());
        keyed.sort(reverse ? order.reversed() : order);
        FreshList sorted = new FreshList();
        keyed.forEach(one -> sorted.add(one.item()));
        return sorted;
    }
}
