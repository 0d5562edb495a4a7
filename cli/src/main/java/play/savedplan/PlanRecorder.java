package play.savedplan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import play.converge.Approval;
import play.event.Outcome;
import play.event.Redactor;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;
import play.report.Report;
import play.run.Approvals;

/** Keeps what a dry run foretells. Safe for use by many threads. */
public final class PlanRecorder implements Approvals, Report {
    private final Fingerprints fingerprints;
    private final Redactor redactor;
    private final List<Kept> kept = new ArrayList<>();

    /** Tasks on hosts whose items have spoken for themselves. */
    private final Set<String> looped = new HashSet<>();

    public PlanRecorder(Fingerprints fingerprints, Redactor redactor) {
        this.fingerprints = fingerprints;
        this.redactor = redactor;
    }

    public synchronized List<Kept> kept() {
        return List.copyOf(kept);
    }

    private synchronized void keep(Kept one) {
        kept.add(one);
    }

    @Override
    public Approval of(Instance instance) {
        return new Approval() {
            @Override
            public Optional<String> change(String title, List<StateChange> changes) {
                keep(kept(instance, Optional.of(fingerprints.change(title, changes, redactor::redact)), ""));
                return Optional.empty();
            }

            @Override
            public Optional<String> anything(String why) {
                keep(kept(instance, Optional.empty(), redactor.redact(why)));
                return Optional.empty();
            }
        };
    }

    private Kept kept(Instance instance, Optional<Kept.Change> change, String why) {
        TaskRef task = instance.task();
        return new Kept(instance.host(), task.id(), instance.item(), redactor.redact(task.title()), change, why);
    }

    /** Of events, in which secrets are masked. */
    private static Kept unknown(String host, TaskRef task, OptionalInt item, String why) {
        return new Kept(host, task.id(), item, task.title(), Optional.empty(), why);
    }

    @Override
    public String name() {
        return "the plan";
    }

    /** What could not be told at all. */
    @Override
    public void show(Stamped stamped) {
        switch (stamped.event()) {
            case RunEvent.ItemFinished item -> {
                looped.add(item.host() + " " + item.task().id());
                if (item.outcome() instanceof Outcome.CannotTell(String why)) {
                    keep(unknown(item.host(), item.task(), OptionalInt.of(item.index()), why));
                }
            }
            case RunEvent.TaskFinished done
            when done.outcome() instanceof Outcome.CannotTell(String why)
                    && !done.gate()
                    && !looped.contains(done.host() + " " + done.task().id()) ->
                keep(unknown(done.host(), done.task(), OptionalInt.empty(), why));
            case RunEvent.HandlerMayRun handler ->
                keep(new Kept(
                        handler.host(), "", OptionalInt.empty(), handler.handler(), Optional.empty(), handler.why()));
            default -> {}
        }
    }
}
