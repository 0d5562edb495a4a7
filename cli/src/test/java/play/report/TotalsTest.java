package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;

class TotalsTest {
    private static final TaskRef TASK = new TaskRef("0/tasks/0", "t", "command", "", false, Optional.empty());
    private final Totals totals = new Totals();

    private void finish(String host, Outcome outcome) {
        show(new RunEvent.TaskFinished(TASK, host, Optional.empty(), false, outcome, Map.of(), 1));
    }

    private void show(RunEvent event) {
        totals.accept(event);
    }

    @Test
    void countsChangedAndIgnoredAsOkToo() {
        finish("h", new Outcome.Changed("x", List.of()));
        finish("h", new Outcome.Failed("no").asIgnored());

        assertEquals(
                List.of("h                          : ok=2    changed=1    unreachable=0    failed=0    skipped=0   "
                        + " rescued=0    ignored=1   "),
                totals.recap(false));
        assertEquals(0, totals.exitCode());
    }

    @Test
    void takesARescuedFailureBack() {
        finish("h", new Outcome.Failed("no"));
        assertEquals(2, totals.exitCode());

        show(new RunEvent.Rescued("h", TASK));
        assertEquals(0, totals.exitCode());
    }

    @Test
    void letsUnreachableWinOverFailed() {
        finish("a", new Outcome.Failed("no"));
        finish("b", new Outcome.Unreachable("gone", false));

        assertEquals(4, totals.exitCode());
    }

    @Test
    void tellsOfARunThatBroke() {
        finish("h", new Outcome.Failed("no"));
        show(new RunEvent.RunFinished(false, Optional.of("a mistake")));

        assertEquals(250, totals.exitCode());
    }

    @Test
    void tellsOfAnInterruption() {
        show(new RunEvent.RunFinished(true, Optional.empty()));

        assertEquals(99, totals.exitCode());
    }
}
