package play.run;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The items of a loop from one on, and what they are called. */
record NextItems(List<@Nullable Object> items, LoopNames names, int from) {
    /** Where there is no loop. */
    static final NextItems NONE = new NextItems(List.of(), new LoopNames("", Optional.empty()), 0);

    /** Which item comes before them, from 0. */
    OptionalInt current() {
        return from == 0 ? OptionalInt.empty() : OptionalInt.of(from - 1);
    }
}
