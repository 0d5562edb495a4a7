package play.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.Reach;
import play.host.StateKey;

/** A wanted state of something. A dry run plans it and believes the plan's effects. */
public non-sealed interface Resource<P extends Record> extends TaskModule<P> {
    /** What must be known to plan, as far as the parameters alone tell. */
    List<StateKey<?>> probes(P params);

    /** What has to be done, given what is known of the probes. */
    Plan plan(P params, Knowledge known);

    /**
     * How far it goes where not all parameters are known, if the path of one ({@code Meaning.ALL_IT_CHANGES}) does not
     * tell that; empty: nobody can tell.
     *
     * @param known those that are texts and known, and defaults, by name
     */
    default Optional<Reach> reach(Map<String, String> known) {
        return Optional.empty();
    }

    /**
     * Whether only the run tells that something is changed: what is brought may be what is there. A change after which
     * all is as it was before then counts as none.
     */
    default boolean tellsChange(P params) {
        return false;
    }

    /**
     * What {@code register} gets beside changed, failed and diff; {@code after} holds the probes' states afterwards.
     */
    default Map<String, @Nullable Object> result(P params, Knowledge after) {
        return Map.of();
    }

    /**
     * What {@code register} gets of a change beside {@link #result}, or instead: what only the states before it tell.
     *
     * @param before what the change was planned from
     */
    default Map<String, @Nullable Object> told(P params, Knowledge before) {
        return Map.of();
    }
}
