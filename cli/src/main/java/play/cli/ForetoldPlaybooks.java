package play.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.event.Redactor;
import play.report.Console;
import play.report.Report;
import play.report.Totals;
import play.savedplan.Fingerprints;
import play.savedplan.PlanRecorder;
import play.savedplan.SavedPlan;

/** Playbooks of a dry run, of which a plan is kept. */
class ForetoldPlaybooks extends PlaybooksWithMore {
    private final Arguments arguments;
    private final StringWriter shown = new StringWriter();
    private Optional<PlanRecorder> recorder = Optional.empty();

    ForetoldPlaybooks(RunSession.Work playbooks, Arguments arguments) {
        super(playbooks);
        this.arguments = arguments;
    }

    @Override
    public final RunSession.Watch watch(Loaded loaded, Redactor redactor, Totals totals) throws UsageException {
        RunSession.Watch others = super.watch(loaded, redactor, totals);
        PlanRecorder recording = new PlanRecorder(PlanFiles.fingerprints(), redactor);
        recorder = Optional.of(recording);
        Console.Style plain = new Console.Style(true, 0, false, Terminal.PLAIN_WIDTH, false, false);
        List<Report> reports = new ArrayList<>(others.reports());
        reports.add(recording);
        reports.add(new Console(new PrintWriter(shown), plain, totals));
        return new RunSession.Watch(recording, others.ledger(), reports);
    }

    /** What was foretold; nothing where it did not come to a run. */
    final Optional<SavedPlan> plan() throws UsageException {
        Fingerprints fingerprints = PlanFiles.fingerprints();
        return recorder.map(recording -> new SavedPlan(
                Version.NUMBER,
                InstantSource.system().instant().toString(),
                fingerprints.keyId(),
                PlanFiles.words(arguments),
                PlanFiles.variables(arguments, fingerprints),
                shown.toString(),
                recording.kept()));
    }
}
