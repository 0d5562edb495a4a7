package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;

/** What is said at the end. */
class RunSummaryTest {
    private static List<RunSummary.Part> parts(RunView view, boolean byHost, boolean profile) {
        return new RunSummary(view, new RunSummary.Style(byHost, profile), 80).parts();
    }

    private static List<String> lines(List<RunSummary.Part> parts, String title) {
        return parts.stream()
                .filter(part -> part.title().equals(title))
                .findFirst()
                .orElseThrow()
                .lines();
    }

    private static RunView smallRun() {
        RunView view = new RunView();
        new Told(view).smallRun();
        return view;
    }

    @Test
    void changesAreToldByTask() {
        assertEquals(List.of("Write: web1", "Loop: web1"), lines(parts(smallRun(), false, false), "CHANGED"));
    }

    @Test
    void changesAreToldByHostWhereThatIsAskedFor() {
        assertEquals(
                List.of("web1", "  Write => write /srv/a", "  Loop => 1 of 2 items"),
                lines(parts(smallRun(), true, false), "CHANGED"));
    }

    @Test
    void failuresSayWhere() {
        assertEquals(
                List.of("web1: Check => bad <words> & \u001b[31m]]> (site.yml:3:7)"),
                lines(parts(smallRun(), false, false), "FAILED"));
    }

    @Test
    void timesBeginWithTheWholeAndGoOnWithTheSlowest() {
        List<String> times = lines(parts(smallRun(), false, true), "TIME");
        assertEquals("      15.0 s  in all", times.getFirst());
        assertEquals("       0.5 s  TASK [Write] (web1)", times.get(1));
        assertEquals(4, times.size());
    }

    @Test
    void whatADryRunCannotTellIsToldWithItsReason() {
        RunView view = new RunView();
        TaskRef task = Told.task("0/tasks/0", "Restart");
        Told told = new Told(view).begun(true, "web1").event(new RunEvent.TaskStarted(task));
        IntStream.rangeClosed(1, 40)
                .forEach(host -> told.event(
                        Told.finished(task, "web" + host, new Outcome.CannotTell("the package is not there yet"))));
        told.ended();
        assertEquals(
                List.of("Restart => the package is not there yet: 40 hosts"),
                lines(parts(view, false, false), "UNKNOWN"));
    }

    @Test
    void aRunOfNothingSaysNothing() {
        RunView view = new RunView();
        new Told(view)
                .event(new RunEvent.RunStarted("1", false, List.of("site.yml")))
                .ended();
        assertTrue(parts(view, false, false).isEmpty());
    }
}
