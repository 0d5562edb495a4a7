package play.module;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Touches nothing outside the run: {@code debug}, {@code assert}, {@code set_fact}. */
public non-sealed interface Control<P extends Record> extends TaskModule<P> {
    Verdict evaluate(P params);

    /** Whether it is evaluated once for all hosts of a batch, by the first of them. */
    default boolean isForAll() {
        return false;
    }

    /**
     * Names of the hosts and groups that it may bring into the inventory of the run; empty where only the run will
     * tell.
     *
     * @param written the texts that a parameter is given; none where it is not given, empty where only the run will
     *     tell
     */
    default Optional<Set<String>> enrols(Function<String, Optional<List<String>>> written) {
        return Optional.of(Set.of());
    }
}
