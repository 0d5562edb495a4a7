package play.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;
import play.report.Report;
import play.source.SourceFile;

/** Events of a small run, as the log hands them on; the clock is the number of the event, in seconds. */
final class Told {
    static final String WEB1 = "web1";
    static final String WEB2 = "web2";

    private static final SourceFile SITE = new SourceFile("site.yml", "- hosts: all\n  tasks:\n    - ping:\n");

    private long number;
    private final List<Report> reports;

    Told(Report... reports) {
        this.reports = List.of(reports);
    }

    static TaskRef task(String id, String name) {
        return new TaskRef(id, name, "copy", "", false, Optional.of(SITE.span(28, 32)));
    }

    static RunEvent finished(TaskRef task, String host, Outcome outcome) {
        return new RunEvent.TaskFinished(task, host, Optional.empty(), false, outcome, Map.of("rc", 1L), 500);
    }

    static RunEvent item(TaskRef task, String host, String label, Outcome outcome) {
        return new RunEvent.ItemFinished(task, host, Optional.empty(), 0, label, outcome, Map.of(), 1);
    }

    static Outcome changed(String title) {
        return new Outcome.Changed(
                title,
                List.of(new StateChange(
                        "file",
                        "/srv/a",
                        List.of(new StateChange.Field("mode", "0600", "0644")),
                        Optional.of(new StateChange.Text("a\n", "b\n")))));
    }

    Told event(RunEvent event) {
        number++;
        reports.forEach(report -> report.show(new Report.Stamped(number, number * 1000, event)));
        return this;
    }

    Told begun(boolean check, String... hosts) {
        return event(new RunEvent.RunStarted("1.2", check, List.of("site.yml")))
                .event(new RunEvent.PlayStarted("0", "Web servers", List.of(hosts)));
    }

    Told ended() {
        return event(new RunEvent.PlayFinished("Web servers")).event(new RunEvent.RunFinished(false, Optional.empty()));
    }

    /** Two hosts and three tasks, of which one fails on the second host. */
    Told smallRun() {
        TaskRef write = task("0/tasks/0", "Write");
        TaskRef loop = task("0/tasks/1", "Loop");
        TaskRef check = task("0/tasks/2", "Check");
        begun(false, WEB1, WEB2).event(new RunEvent.TaskStarted(write));
        event(finished(write, WEB1, changed("write /srv/a"))).event(finished(write, WEB2, new Outcome.Ok()));
        event(new RunEvent.TaskStarted(loop));
        event(item(loop, WEB1, "a", new Outcome.Ok())).event(item(loop, WEB1, "b", changed("write b")));
        event(finished(loop, WEB1, new Outcome.Changed("1 of 2 items", List.of())));
        event(finished(loop, WEB2, new Outcome.Skipped("never")));
        event(new RunEvent.TaskStarted(check));
        event(finished(check, WEB1, new Outcome.Failed("bad <words> & \u001b[31m]]>\nmore")));
        event(finished(check, WEB2, new Outcome.Failed("mended")));
        return event(new RunEvent.Rescued(WEB2, check)).ended();
    }
}
