package play.module;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.param.VarsSource;

/** What a control module comes to. */
public sealed interface Verdict {
    /**
     * Done.
     *
     * @param result what {@code register} gets and what is shown; empty shows nothing
     * @param facts variables the host has from now on
     */
    record Done(Map<String, @Nullable Object> result, Map<String, @Nullable Object> facts) implements Verdict {}

    /**
     * Done where the run is at least that verbose, and skipped else.
     *
     * @param verbosity how many times {@code -v} is asked for
     */
    record Louder(int verbosity, Done done) implements Verdict {}

    /** The host gets variables of files from now on; the engine reads them. */
    record Includes(VarsSource source) implements Verdict {}

    /**
     * A host comes into the inventory of the run, or into groups of it; whether that changes anything, the engine
     * tells.
     *
     * @param result what {@code register} gets beside that
     */
    record Enrols(Enrolment enrolment, Map<String, @Nullable Object> result) implements Verdict {}

    /** Depends on something unknown in this dry run. */
    record Undetermined(String why) implements Verdict {}

    /**
     * Failed.
     *
     * @param why for people
     * @param result what {@code register} gets; without {@code msg}, that is {@code why}
     */
    record Failed(String why, Map<String, @Nullable Object> result) implements Verdict {
        public Failed(String why) {
            this(why, Map.of());
        }
    }
}
