package play.expression.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list that an evaluation made and may still change, for example by {@code append}. Never leaves the evaluation,
 * whose {@link Bounds} count each item.
 */
public final class FreshList extends ArrayList<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    /** Names of its items, where they have some. */
    private transient List<String> names = List.of();

    private boolean tuple;

    public FreshList() {}

    public FreshList(Collection<? extends @Nullable Object> items) {
        addAll(items);
    }

    public static FreshList of(@Nullable Object... items) {
        FreshList list = new FreshList();
        for (Object item : items) {
            list.add(item);
        }
        return list;
    }

    /** A tuple of Python: written in parentheses, equal to no list, and the arguments of {@code %}. */
    public static FreshList tuple(@Nullable Object... items) {
        return of(items).asTuple();
    }

    /** This one, from now on a tuple. */
    public FreshList asTuple() {
        tuple = true;
        return this;
    }

    /** Whether a value is a tuple. What has left an evaluation is none. */
    public static boolean isTuple(@Nullable Object value) {
        return value instanceof FreshList list && list.tuple;
    }

    /** Items of a tuple that are members by name, too. */
    public static FreshList named(List<String> names, @Nullable Object... items) {
        FreshList list = tuple(items);
        list.names = names;
        return list;
    }

    /** The place of the item of that name, -1 where there is none. */
    int placeOf(String name) {
        return names.indexOf(name);
    }

    /** A tuple is a key of mappings; it equals tuples that are one key with it, and no list. */
    @Override
    public boolean equals(@Nullable Object other) {
        if (tuple || isTuple(other)) {
            return other instanceof List<?> && Order.same(this, other);
        }
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return tuple ? Order.hash(this) : super.hashCode();
    }

    @Override
    public boolean add(@Nullable Object item) {
        Bounds.items(1);
        return super.add(item);
    }

    @Override
    public void add(int index, @Nullable Object item) {
        Bounds.items(1 + (size() - index) / 16);
        super.add(index, item);
    }

    @Override
    public boolean addAll(Collection<? extends @Nullable Object> items) {
        Bounds.items(items.size());
        return super.addAll(items);
    }
}
