package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.event.Outcome;
import play.event.Redactor;
import play.event.RunEvent;
import play.event.TaskRef;
import play.source.SourceFile;

/** What was written of a run is read back as it was. */
class EventReaderTest {
    private static final String START =
            "{\"v\":2,\"n\":1,\"time\":5,\"event\":\"run_started\",\"version\":\"1\",\"check\":true,"
                    + "\"playbooks\":[\"a.yml\"]}\n";

    private static String written(RunEvent... events) {
        StringWriter out = new StringWriter();
        try (EventLog log = new EventLog(
                new Totals(),
                List.of(new JsonLines(new PrintWriter(out))),
                new Redactor(),
                InstantSource.system(),
                AssertionError::new)) {
            for (RunEvent event : events) {
                log.accept(event);
            }
        }
        return out.toString();
    }

    private static List<Report.Stamped> read(String lines) throws IOException {
        List<Report.Stamped> read = new ArrayList<>();
        EventReader.replay(new BufferedReader(new StringReader(lines)), read::add);
        return read;
    }

    @Test
    void everyEventComesBackAsItWas() throws IOException {
        String lines = written(ConsoleTest.attacks());
        StringWriter again = new StringWriter();
        JsonLines writer = new JsonLines(new PrintWriter(again));
        read(lines).forEach(writer::show);
        assertEquals(lines, again.toString());
    }

    @Test
    void placesComeBack() throws IOException {
        SourceFile file = new SourceFile("site.yml", "- a\n  - bc\n");
        TaskRef task = new TaskRef("0/tasks/0", "x", "ping", "", false, Optional.of(file.span(8, 9)));
        RunEvent event =
                read(written(new RunEvent.TaskStarted(task))).getFirst().event();
        RunEvent.TaskStarted started = (RunEvent.TaskStarted) event;
        assertEquals("site.yml:2:5", started.task().place().orElseThrow().toString());
    }

    @Test
    void numbersAndTimesComeBack() throws IOException {
        Report.Stamped start = read(START).getFirst();
        assertEquals(new Report.Stamped(1, 5, new RunEvent.RunStarted("1", true, List.of("a.yml"))), start);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() throws IOException {
        String later = START.replace("\"version\"", "\"more\":[{}],\"version\"")
                + "{\"v\":2,\"n\":2,\"time\":6,\"event\":\"moon_rose\",\"who\":1}\n";
        assertEquals(1, read(later).size());
    }

    @Test
    void theLastLineOfARunThatWasKilledMayBeCutOff() throws IOException {
        assertEquals(1, read(START + "{\"v\":2,\"n\":2,\"ti").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":2",
                "[]",
                "{}",
                "{\"v\":2,\"n\":2,\"time\":1,\"event\":\"warning\"}",
                "{\"v\":2,\"n\":2,\"time\":1,\"event\":\"task_started\",\"task\":{\"id\":\"\",\"name\":\"\","
                        + "\"module\":\"\",\"role\":\"\",\"handler\":false,\"shown\":false,\"place\":3}}",
            })
    void anotherLineIsToldOfByItsNumber(String line) {
        EventReader.MalformedException told =
                assertThrows(EventReader.MalformedException.class, () -> read(START + line + "\n" + START));
        assertTrue(String.valueOf(told.getMessage()).startsWith("line 2 is no event: "), told::toString);
    }

    @Test
    void anUnknownOutcomeIsNone() {
        String line = written(new RunEvent.TaskFinished(
                        new TaskRef("0", "a", "b", "", false, Optional.empty()),
                        "h",
                        Optional.empty(),
                        false,
                        new Outcome.Ok(),
                        "x",
                        1))
                .replace("\"ok\"", "\"splendid\"");
        EventReader.MalformedException told = assertThrows(EventReader.MalformedException.class, () -> read(line));
        assertTrue(String.valueOf(told.getMessage()).contains("'splendid' is no outcome"), told::toString);
    }

    @Test
    void otherFilesAreNotTakenForEvents() {
        assertTrue(EventReader.isEvent(START));
        assertFalse(EventReader.isEvent("{\"play\": \"0.1\"}"));
        assertFalse(EventReader.isEvent("- hosts: all"));
        assertFalse(EventReader.isEvent(""));
    }
}
