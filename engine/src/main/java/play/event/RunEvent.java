package play.event;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a run. {@code RunStarted} comes first and {@code RunFinished} last, exactly once each,
 * even when the run is interrupted. {@code TaskStarted} comes before every other event of that task. Each host of a
 * task gets one {@code HostStarted} and after it one {@code TaskFinished}; of an include one for each thing that it
 * brings. Events of different hosts may come in any order in between.
 */
public sealed interface RunEvent {
    /** @param check whether this is a dry run */
    record RunStarted(String version, boolean check, List<String> playbooks) implements RunEvent {}

    /**
     * @param id its number in the run, from 0
     * @param hosts that take part, in order
     */
    record PlayStarted(String id, String name, List<String> hosts) implements RunEvent {}

    record TaskStarted(TaskRef task) implements RunEvent {}

    /** A host begins with a task; before, it may have waited for its turn. */
    record HostStarted(TaskRef task, String host) implements RunEvent {}

    /**
     * One item of a loop.
     *
     * @param index its place in the loop, from 0
     * @param item its label
     * @param delegate the host it acted upon, where that is another one
     * @param millis how long it took
     */
    record ItemFinished(
            TaskRef task,
            String host,
            Optional<String> delegate,
            int index,
            String item,
            Outcome outcome,
            @Nullable Object result,
            long millis)
            implements RunEvent {}

    /**
     * A task is done on a host.
     *
     * @param gate whether it only asked a question; gates are counted apart in a dry run
     * @param delegate the host it acted upon, where that is another one and the same for all items
     * @param result what {@code register} got, secrets included: renderers see it redacted
     * @param millis since the host started it
     */
    record TaskFinished(
            TaskRef task,
            String host,
            Optional<String> delegate,
            boolean gate,
            Outcome outcome,
            @Nullable Object result,
            long millis)
            implements RunEvent {}

    /** A retry of a task or a further look of a gate. */
    record TaskRetried(TaskRef task, String host, int attemptsLeft, String why) implements RunEvent {}

    /** A failure was dealt with by {@code rescue}. */
    record Rescued(String host, TaskRef failed) implements RunEvent {}

    /** Failures of these hosts up to now no longer count: {@code meta: clear_host_errors}. */
    record ErrorsCleared(List<String> hosts) implements RunEvent {
        public ErrorsCleared {
            hosts = List.copyOf(hosts);
        }
    }

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

    /**
     * Some of what is brought to a host or to the controller has got there.
     *
     * @param what a name for people: of a file, after the host that it goes to
     * @param done bytes so far
     * @param all bytes in all, 0 where nobody knows
     */
    record Transferred(String what, long done, long all) implements RunEvent {}

    record Warning(String text) implements RunEvent {}

    record PlayFinished(String name) implements RunEvent {}

    /**
     * @param interrupted whether it was ended from outside
     * @param broken what ended it before its end where that was an internal error in {@code play}
     */
    record RunFinished(boolean interrupted, Optional<String> broken) implements RunEvent {}
}
