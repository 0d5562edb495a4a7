package play.expression.data;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values seen so far, found by hash; two that are {@link Order#same} count as one. Used by one thread. */
public final class Distinct {
    /** A value by the equality of expressions; its hash is kept, since a deep value takes long. */
    private record Member(@Nullable Object value, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Member(Object theirs, int theirHash)
                    && hash == theirHash
                    && Order.same(value, theirs);
        }
    }

    private final Set<Member> members = new HashSet<>();

    /** All of some values. */
    public static Distinct of(Iterable<? extends @Nullable Object> values) {
        Distinct distinct = new Distinct();
        values.forEach(distinct::add);
        return distinct;
    }

    /** Whether {@code value} was not there before. */
    public boolean add(@Nullable Object value) {
        Bounds.items(1);
        return members.add(new Member(value, Order.hash(value)));
    }

    /** Whether {@code value} is there. */
    public boolean has(@Nullable Object value) {
        return members.contains(new Member(value, Order.hash(value)));
    }
}
