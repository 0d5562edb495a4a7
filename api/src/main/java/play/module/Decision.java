package play.module;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.host.StateKey;

/** Whether a procedure is to be done. */
public sealed interface Decision {
    /**
     * No need: {@code /etc/done exists}.
     *
     * @param said what the result has for output; without, the task counts as skipped
     */
    record Skip(String why, Optional<String> said) implements Decision {}

    /**
     * No need, and the task is as wanted.
     *
     * @param result what {@code register} gets
     */
    record Needless(Map<String, @Nullable Object> result) implements Decision {}

    /**
     * To be done. What comes before and after is carried out, believed and compared as the actions of a plan are.
     *
     * @param before what has to be there first, in this order; where one fails, nothing more is done
     * @param run what can only be done
     * @param after what follows once the run has succeeded. Where it begins with a {@link Action.Reconnect} or
     *     {@link Action.AwaitReturn}, the run may cut the connection: that its answer is lost is no failure then
     */
    record Do(List<Action> before, Action.Run run, List<Action> after) implements Decision {
        public Do {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        /** With nothing before or after it. */
        public Do(Action.Run run) {
            this(List.of(), run, List.of());
        }

        /** All of it, in order. */
        public List<Action> actions() {
            return Stream.of(before.stream(), Stream.<Action>of(run), after.stream())
                    .flatMap(actions -> actions)
                    .toList();
        }

        /** Whether the run may cut the connection. */
        public boolean cuts() {
            return !after.isEmpty()
                    && (after.getFirst() instanceof Action.Reconnect
                            || after.getFirst() instanceof Action.AwaitReturn<?>);
        }
    }

    /** Ask again when these are known too. */
    record Needs(List<StateKey<?>> more) implements Decision {
        public Needs {
            more = List.copyOf(more);
        }
    }

    /** Cannot be told in this dry run. */
    record Undetermined(String why) implements Decision {}

    /** Cannot be done: {@code /srv/app is not there}. Says what to do about it where that helps. */
    record Rejected(String why) implements Decision {}
}
