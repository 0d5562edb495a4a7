package play.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.source.Span;

/**
 * Something that happened in a run. {@code RunStarted} comes first and {@code RunFinished} last, exactly once each,
 * even when the run is interrupted. {@code TaskStarted} comes before every {@code ItemFinished} and
 * {@code TaskFinished} of that task; each host of a task gets exactly one {@code TaskFinished}. Events of different
 * hosts may come in any order in between.
 */
public sealed interface RunEvent {
    /**
     * A task or handler as events name it.
     *
     * @param shown whether its result is made to be seen
     */
    record TaskRef(String name, String module, String role, boolean handler, boolean shown, Optional<Span> place) {
        /** One whose result is shown on request only. */
        public TaskRef(String name, String module, String role, boolean handler, Optional<Span> place) {
            this(name, module, role, handler, false, place);
        }

        /** As headers print it: {@code role : name}. */
        public String title() {
            return role.isEmpty() ? name : role + " : " + name;
        }
    }

    /** @param check whether this is a dry run */
    record RunStarted(String version, boolean check, List<String> playbooks) implements RunEvent {}

    record PlayStarted(String name, List<String> hosts) implements RunEvent {}

    record TaskStarted(TaskRef task) implements RunEvent {}

    /**
     * One item of a loop.
     *
     * @param item its label
     * @param delegate the host it acted upon, where that is another one
     */
    record ItemFinished(
            TaskRef task,
            String host,
            Optional<String> delegate,
            String item,
            Outcome outcome,
            @Nullable Object result) implements RunEvent {}

    /**
     * A task is done on a host.
     *
     * @param gate whether it only asked a question; gates are counted apart in a dry run
     * @param delegate the host it acted upon, where that is another one and the same for all items
     * @param result what {@code register} got, secrets included: renderers see it redacted
     */
    record TaskFinished(
            TaskRef task,
            String host,
            Optional<String> delegate,
            boolean gate,
            Outcome outcome,
            @Nullable Object result)
            implements RunEvent {}

    /** A retry of a task or a further look of a gate. */
    record TaskRetried(TaskRef task, String host, int attemptsLeft, String why) implements RunEvent {}

    /** A failure was dealt with by {@code rescue}. */
    record Rescued(String host, TaskRef failed) implements RunEvent {}

    /** A dry run cannot tell whether this handler would run. */
    record HandlerMayRun(String host, String handler, String why) implements RunEvent {}

    /** A real run found something else than the plan had foreseen. */
    record ForeseenDiffers(String host, TaskRef task, StateChange foreseenAndFound) implements RunEvent {}

    /**
     * A host does not answer, and is waited for.
     *
     * @param seconds how long it has been silent
     * @param limit of silence in seconds, after which it counts as lost
     */
    record HostSilent(String host, long seconds, long limit) implements RunEvent {}

    /** Work on the controller that lasts. */
    record Progress(String text) implements RunEvent {}

    record Warning(String text) implements RunEvent {}

    record PlayFinished(String name) implements RunEvent {}

    /**
     * @param interrupted whether it was ended from outside
     * @param broken what ended it before its end where that was an internal error in {@code play}
     */
    record RunFinished(boolean interrupted, Optional<String> broken) implements RunEvent {}
}
