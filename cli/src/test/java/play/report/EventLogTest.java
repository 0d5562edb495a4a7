package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import play.event.Outcome;
import play.event.Redactor;
import play.event.RunEvent;
import play.event.TaskRef;

@Timeout(180)
class EventLogTest {
    private final Totals totals = new Totals();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Redactor redactor = new Redactor();

    private EventLog log(Report... reports) {
        return new EventLog(totals, List.of(reports), redactor, InstantSource.system(), complaints::add);
    }

    private static RunEvent finished(Outcome outcome, Object result) {
        TaskRef task = new TaskRef("0/tasks/0", "t", "command", "", false, Optional.empty());
        return new RunEvent.TaskFinished(task, "h", Optional.empty(), false, outcome, result, 1);
    }

    /** More than the queue has room for: a log that has stopped taking events would stop the run. */
    @Test
    void aReportThatBreaksSilencesNoOtherAndIsToldOfAtOnce() {
        Report broken = mock(Report.class);
        Report counting = mock(Report.class);
        when(broken.name()).thenReturn("the console output");
        doThrow(new OutOfMemoryError("a report's mistake")).when(broken).show(any());
        EventLog log = log(broken, counting);
        int events = 40_000;
        for (int i = 0; i < events; i++) {
            log.accept(new RunEvent.Progress("event " + i));
        }
        log.accept(finished(new Outcome.Failed("no"), Map.of()));
        log.close();
        verify(broken, times(1)).show(any());
        verify(counting, times(events + 1)).show(any());
        assertFalse(log.isWhole());
        assertEquals(1, complaints.size(), complaints::toString);
        assertTrue(complaints.getFirst().contains("the console output ends here, at event 1,"), complaints::toString);
        assertEquals(2, totals.exitCode());
    }

    @Test
    void whatCannotBeShownIsStillCounted() {
        Report report = mock(Report.class);
        Object trap = mock(Map.class);
        when(((Map<?, ?>) trap).entrySet()).thenThrow(new IllegalStateException("evaluated too late"));
        EventLog log = log(report);
        log.accept(finished(new Outcome.Failed("no"), trap));
        log.close();
        verify(report, times(1)).show(any());
        assertEquals(2, totals.exitCode());
        assertFalse(log.isWhole());
    }

    @Test
    void longAndDeepValuesAreBoundedAndTheirSizeIsSaid() {
        StringWriter out = new StringWriter();
        Object deep = "inside";
        for (int i = 0; i < 20_000; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("x", deep);
        }
        redactor.learnText("planted-secret");
        String text = "x".repeat((1 << 20) - 5) + "planted-secret" + "y".repeat(50_000_000);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("stdout", text);
        result.put("deep", deep);
        result.put("all", Collections.nCopies(3_000_000, "line"));
        try (EventLog log = log(
                new JsonLines(new PrintWriter(out)),
                new Console(new PrintWriter(out), new Console.Style(true, 3, false, 80, false, false), totals))) {
            log.accept(finished(new Outcome.Failed(text), result));
            log.accept(finished(new Outcome.Ok(), result));
            log.accept(new RunEvent.RunFinished(false, Optional.empty()));
        }
        assertEquals(List.of(), complaints);
        String said = out.toString();
        assertTrue(said.length() < 40_000_000, () -> said.length() + " characters");
        assertTrue(
                said.contains("(50000000 characters, the first")
                        || said.contains(text.length() + " characters, the first"),
                "no size");
        assertTrue(said.contains("nested deeper than"), "no depth");
        assertTrue(said.contains("3000000 items"), "no count");
        assertFalse(said.contains("plant"), "part of a secret");
        assertTrue(said.contains("PLAY RECAP"), "no recap");
    }
}
