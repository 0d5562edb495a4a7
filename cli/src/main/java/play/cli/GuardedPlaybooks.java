package play.cli;

import java.util.Optional;
import play.event.Redactor;
import play.report.Totals;
import play.savedplan.Fingerprints;
import play.savedplan.PlanGuard;
import play.savedplan.SavedPlan;

/** Playbooks that do what a plan has kept, and nothing else. */
final class GuardedPlaybooks extends PlaybooksWithMore {
    private final Terminal terminal;
    private final SavedPlan plan;
    private final Fingerprints fingerprints;
    private final String another;
    private Optional<PlanGuard> guard = Optional.empty();

    /** @param another how to come by another plan: a clause */
    GuardedPlaybooks(
            RunSession.Work playbooks, Terminal terminal, SavedPlan plan, Fingerprints fingerprints, String another) {
        super(playbooks);
        this.terminal = terminal;
        this.plan = plan;
        this.fingerprints = fingerprints;
        this.another = another;
    }

    @Override
    public RunSession.Watch watch(Loaded loaded, Redactor redactor, Totals totals) throws UsageException {
        RunSession.Watch others = super.watch(loaded, redactor, totals);
        PlanGuard guarding = new PlanGuard(plan, fingerprints, redactor::redact);
        guard = Optional.of(guarding);
        return new RunSession.Watch(guarding, others.ledger(), others.reports());
    }

    @Override
    public int ended(int code, Totals totals) throws UsageException {
        boolean stopped = guard.filter(PlanGuard::hasStopped).isPresent();
        if (stopped) {
            terminal.err().println("play: the plan no longer holds, so no more of it was done; " + another);
        }
        return super.ended(stopped ? Math.max(code, 2) : code, totals);
    }
}
