package play.cli;

import play.diag.ProblemList;
import play.event.Redactor;
import play.report.Report;
import play.report.Totals;
import play.vault.Vault;

/** Playbooks as {@code play run} takes them, for those that do something more. */
abstract class PlaybooksWithMore implements RunSession.Work {
    private final RunSession.Work playbooks;

    /** @param playbooks with what others do more */
    PlaybooksWithMore(RunSession.Work playbooks) {
        this.playbooks = playbooks;
    }

    @Override
    public final Loaded read(Vault vault, ProblemList problems) throws InterruptedException {
        return playbooks.read(vault, problems);
    }

    @Override
    public Loaded begun(Loaded loaded) throws UsageException {
        return playbooks.begun(loaded);
    }

    @Override
    public final Report report(Totals totals) throws UsageException {
        return playbooks.report(totals);
    }

    @Override
    public final boolean isListed(Loaded loaded) {
        return playbooks.isListed(loaded);
    }

    @Override
    public RunSession.Watch watch(Loaded loaded, Redactor redactor, Totals totals) throws UsageException {
        return playbooks.watch(loaded, redactor, totals);
    }

    @Override
    public int ended(int code, Totals totals) throws UsageException {
        return playbooks.ended(code, totals);
    }
}
