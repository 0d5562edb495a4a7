package play.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.diag.Printable;
import play.event.Redactor;
import play.journal.Continued;
import play.journal.KeptRun;
import play.journal.RunKeeper;
import play.report.Report;
import play.report.Totals;
import play.run.Ledger;

/** Playbooks of {@code play run}, with a journal; they may go on with an earlier run. */
final class KeptPlaybooks extends PlaybooksWithMore {
    private final Arguments arguments;
    private final Terminal terminal;
    private final Optional<KeptRun> before;
    private Optional<RunKeeper> keeper = Optional.empty();

    KeptPlaybooks(Arguments arguments, Terminal terminal, Optional<KeptRun> before) {
        super(new RunCommand.Playbooks(arguments, terminal));
        this.arguments = arguments;
        this.terminal = terminal;
        this.before = before;
    }

    /** Runs them, where it is to be confirmed after a dry run and a question. */
    static int run(Arguments arguments, Terminal terminal, Optional<KeptRun> before)
            throws UsageException, InterruptedException {
        return arguments.has(RunCommand.CONFIRM.name())
                ? new ConfirmedRun(arguments, terminal, before, Keyboard.standard()).run()
                : RunSession.run(arguments, terminal, new KeptPlaybooks(arguments, terminal, before));
    }

    /** What has changed since the earlier run was made is told, and refused. */
    @Override
    public Loaded begun(Loaded loaded) throws UsageException {
        if (before.isPresent() && !arguments.has(RunCommand.RESUME_ANYWAY.name())) {
            ResumedRun.refuseOther(before.get(), loaded);
        }
        return super.begun(loaded);
    }

    @Override
    public RunSession.Watch watch(Loaded loaded, Redactor redactor, Totals totals) throws UsageException {
        if (!arguments.has(RunCommand.CHECK.name())) {
            keeper = begunKeeper(loaded, redactor, totals);
        }
        RunSession.Watch others = super.watch(loaded, redactor, totals);
        List<Report> reports = new ArrayList<>(others.reports());
        keeper.ifPresent(reports::add);
        Ledger ledger = keeper.<Ledger>map(keeping -> keeping).orElse(Ledger.NONE);
        return new RunSession.Watch(
                others.approvals(),
                before.isPresent() ? new Continued(before.get(), PlanFiles.fingerprints(), ledger) : ledger,
                reports);
    }

    /** A run whose journal cannot be written is a run all the same. */
    private Optional<RunKeeper> begunKeeper(Loaded loaded, Redactor redactor, Totals totals) {
        try {
            RunKeeper keeping = RunJournals.keeper(arguments, terminal, loaded, before, redactor, totals);
            keeping.begin();
            return Optional.of(keeping);
        } catch (UsageException e) {
            terminal.err().println("play: " + RunKeeper.NOT_KEPT + e.getMessage());
            return Optional.empty();
        }
    }

    /** The command that goes on, where the run has not come to a good end. */
    @Override
    public int ended(int code, Totals totals) throws UsageException {
        if (code != 0 && keeper.filter(RunKeeper::isKept).isPresent()) {
            terminal.err()
                    .println(Printable.line("play: go on with this run by: play run --resume "
                            + keeper.get().id()
                            + (PlanFiles.hasValues(arguments) ? " with the same -e" : "")));
        }
        return super.ended(code, totals);
    }
}
