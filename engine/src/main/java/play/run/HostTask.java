package play.run;

import java.util.Map;
import java.util.Optional;
import play.event.EventSink;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;

/** Tells of one task on one host, from its start on. */
final class HostTask {
    private final EventSink events;
    private final TaskRef ref;
    private final String host;
    private final Elapsed elapsed = Elapsed.now();

    private HostTask(EventSink events, TaskRef ref, String host) {
        this.events = events;
        this.ref = ref;
        this.host = host;
    }

    static HostTask begin(EventSink events, TaskRef ref, String host) {
        HostTask begun = new HostTask(events, ref, host);
        events.accept(new RunEvent.HostStarted(ref, host));
        return begun;
    }

    void finish(Outcome outcome, Object result) {
        finish(Optional.empty(), false, outcome, result);
    }

    void finish(Optional<String> delegate, boolean gate, Outcome outcome, Object result) {
        events.accept(new RunEvent.TaskFinished(ref, host, delegate, gate, outcome, result, elapsed.millis()));
    }

    /** What it needs to begin with could not be evaluated. */
    Optional<Failure> fail(ExpressionException e, boolean ignored) {
        Outcome.Failed failed = new Outcome.Failed(Causes.of(e));
        return finish(ignored ? failed.asIgnored() : failed);
    }

    /** It ended before its module was called. */
    Optional<Failure> finish(Outcome outcome) {
        Map<String, Object> result =
                outcome instanceof Outcome.Failed failed ? Map.of("msg", failed.message(), "failed", true) : Map.of();
        finish(outcome, result);
        return Failure.of(ref, outcome, result);
    }
}
