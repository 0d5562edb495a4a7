package play.expression.call;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Order;

/** The methods of Python's lists. */
final class ListMethods {
    private ListMethods() {}

    static void add(Registry.Builder to) {
        to.method(
                "list.append",
                "item",
                MarkerHandling.SHAPE,
                given -> changed(given, list -> list.add(given.get("item"))));
        to.method(
                "list.extend",
                "items",
                MarkerHandling.SHAPE,
                given -> changed(given, list -> list.addAll(given.items("items"))));
        to.method(
                "list.insert",
                "index item",
                MarkerHandling.SHAPE,
                given -> changed(
                        given,
                        list -> list.add(
                                Math.clamp(
                                        given.whole("index", 0) + (given.whole("index", 0) < 0 ? list.size() : 0),
                                        0,
                                        list.size()),
                                given.get("item"))));
        to.method("list.pop", "index?", MarkerHandling.SHAPE, ListMethods::pop);
        to.method("list.copy", "", MarkerHandling.SHAPE, given -> new FreshList(given.items("self")));
        to.method(
                "list.index",
                "item",
                MarkerHandling.CONTENT,
                given -> Methods.index((long) position(given.items("self"), given.get("item"))));
        to.method(
                "list.count",
                "item",
                MarkerHandling.CONTENT,
                given -> given.items("self").stream()
                        .filter(item -> Order.same(item, given.get("item")))
                        .count());
    }

    private static @Nullable Object changed(Given given, Consumer<FreshList> change) {
        change.accept(changeable(given));
        Bounds.checkList(changeable(given).size());
        return null;
    }

    private static FreshList changeable(Given given) {
        Object self = given.get("self");
        if (FreshList.isTuple(self)) {
            throw Failure.value("A tuple cannot be changed; make a list of it by the filter 'list'.");
        }
        if (self instanceof FreshList list) {
            return list;
        }
        throw Failure.value("A variable cannot be changed; make a new list by '+'.");
    }

    private static @Nullable Object pop(Given given) {
        FreshList list = changeable(given);
        long index = given.whole("index", -1);
        long at = index < 0 ? index + list.size() : index;
        if (at < 0 || at >= list.size()) {
            throw Failure.value("The list has " + list.size() + " items, none at " + index + ".");
        }
        return list.remove((int) at);
    }

    private static int position(List<@Nullable Object> items, @Nullable Object wanted) {
        for (int i = 0; i < items.size(); i++) {
            if (Order.same(items.get(i), wanted)) {
                return i;
            }
        }
        return -1;
    }
}
