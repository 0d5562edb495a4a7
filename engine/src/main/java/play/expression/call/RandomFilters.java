package play.expression.call;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.expression.data.Data;
import play.expression.data.Failure;
import play.expression.data.FreshList;
import play.expression.data.Numbers;
import play.value.Bytes;
import play.value.Values;

/** Filters that draw: the same for the same seed, in Ansible and here; without one anew in each real run. */
final class RandomFilters {
    private RandomFilters() {}

    static void add(Registry.Builder to) {
        to.filter("random", "start? step? seed?", MarkerHandling.CONTENT, RandomFilters::random);
        to.filter("shuffle", "seed?", MarkerHandling.CONTENT, RandomFilters::shuffle);
    }

    private static @Nullable Object random(@Nullable Object input, Given given) {
        Optional<Drawn.Numbers> seeded = Drawn.seeded(given.get("seed"));
        if (Numbers.isInteger(input) || input instanceof Boolean) {
            Span span = Span.of(Numbers.whole(input, "The value"), given);
            return drawn("random", seeded, given, numbers -> span.at(numbers.below(span.count())));
        }
        if (!(input instanceof List || input instanceof String || input instanceof Bytes || input instanceof Map)) {
            throw Failure.value(
                    "'random' draws from a list or up to an integer, not from a " + Values.kind(input) + ".");
        }
        if (Data.truth(given.get("start")) || Data.truth(given.get("step"))) {
            throw Failure.arguments("'start' and 'step' of the filter 'random' are for integers only.");
        }
        if (input instanceof Map) {
            throw Failure.value("'random' draws from the keys of a mapping by 'mapping | list | random'.");
        }
        return picked(Data.items(input), seeded, given, "random");
    }

    /** One of the items. */
    static @Nullable Object picked(
            List<@Nullable Object> items, Optional<Drawn.Numbers> seeded, Given given, String what) {
        if (items.isEmpty()) {
            throw Failure.value("There is nothing to draw from: the list is empty.");
        }
        return drawn(what, seeded, given, numbers -> items.get((int) numbers.below(items.size())));
    }

    /** A text or number has no order that could change, and is left as it is. */
    private static @Nullable Object shuffle(@Nullable Object input, Given given) {
        if (!(input instanceof List || input instanceof String || input instanceof Bytes || input instanceof Map)) {
            return input;
        }
        Object seed = given.get("seed");
        FreshList items = new FreshList(Data.items(input));
        return drawn("shuffle", Data.truth(seed) ? Drawn.seeded(seed) : Optional.empty(), given, numbers -> {
            for (int last = items.size() - 1; last > 0; last--) {
                Collections.swap(items, last, (int) numbers.below(last + 1L));
            }
            return items;
        });
    }

    private static @Nullable Object drawn(
            String what,
            Optional<Drawn.Numbers> seeded,
            Given given,
            java.util.function.Function<Drawn.Numbers, @Nullable Object> draw) {
        return seeded.isPresent()
                ? draw.apply(seeded.get())
                : Drawn.now(given, "what '" + what + "' without a seed draws", () -> draw.apply(Drawn.secure()));
    }

    /** Integers from {@code start} by {@code step}; {@code count} is positive. */
    private record Span(long start, long step, long count) {
        static Span of(long end, Given given) {
            long start = Data.truth(given.get("start")) ? given.whole("start", 0) : 0;
            long step = Data.truth(given.get("step")) ? given.whole("step", 1) : 1;
            long width = difference(end, start);
            boolean forth = width > 0 == step > 0;
            long count = forth ? width / step + (width % step == 0 ? 0 : 1) : 0;
            if (count <= 0) {
                throw Failure.value("There is no integer from " + start + " to " + end + " by steps of " + step + ".");
            }
            return new Span(start, step, count);
        }

        private static long difference(long end, long start) {
            try {
                return Math.subtractExact(end, start);
            } catch (ArithmeticException e) {
                throw Failure.limit("The integers from " + start + " to " + end + " are too many to draw from.");
            }
        }

        long at(long number) {
            return start + number * step;
        }
    }
}
