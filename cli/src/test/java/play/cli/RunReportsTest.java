package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Reports of a run as a whole, at its end and afterwards. */
class RunReportsTest extends TrialTest {
    private static final String TASKS = """
        vars: {secret: "{{ lookup('file', 'FOLDER/key') }}"}
        tasks:
          - name: Write
            copy: {dest: FOLDER/out, content: "hello\\n", mode: "0644"}
          - name: Break
            fail: {msg: no way}
        """;

    private String tasks() {
        return TASKS.replace("FOLDER", folder.toString());
    }

    @Test
    void filesAreWrittenThoughTheRunFails() throws IOException {
        Path html = folder.resolve("r.html");
        Path xml = folder.resolve("r.xml");
        Trial.Said said = trial.play(tasks(), "-D", "--report", html.toString(), "--report", xml.toString());
        assertEquals(2, said.code(), said::everything);
        assertTrue(Files.readString(html).contains("\"words\":\"no way\""));
        assertTrue(Files.readString(xml).contains("message=\"no way\""));
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".new")));
        }
    }

    @Test
    void theSameReportCanBeMadeFromTheEvents() throws IOException {
        Path one = folder.resolve("one.xml");
        Path other = folder.resolve("other.xml");
        trial.play(tasks(), "-D", "--report", one.toString());
        Trial.Said said = Trial.main("show", folder.resolve("events").toString(), "--report", other.toString());
        assertEquals(0, said.code(), said::everything);
        assertEquals("", said.out());
        assertEquals(Files.readString(one), Files.readString(other));
    }

    @Test
    void aRunIsShownAgainFromItsEvents() throws IOException {
        Trial.Said run = trial.play(tasks(), "-D");
        Trial.Said again = Trial.main("show", folder.resolve("events").toString(), "-D");
        assertEquals(0, again.code(), again::everything);
        assertEquals(run.out(), again.out());
    }

    @Test
    void profileAndByHostTellMoreAtTheEnd() throws IOException {
        Trial.Said said = trial.play(tasks(), "--profile", "--by-host");
        String end = said.out().substring(said.out().indexOf("PLAY RECAP"));
        assertTrue(end.contains("\nCHANGED\n  here\n    Write => create " + folder + "/out\n"), end);
        assertTrue(end.contains("\nFAILED\n  here: Break => no way (" + folder + "/site.yml:"), end);
        Matcher time = Pattern.compile("\nTIME\n +[0-9.]+ s  in all\n +[0-9.]+ s  TASK \\[")
                .matcher(end);
        assertTrue(time.find(), end);
    }

    @Test
    void inAPipeNothingIsAddedThatNobodyAskedFor() throws IOException {
        Trial.Said said = trial.play("tasks: [{ping: }]");
        assertTrue(said.out().endsWith("ignored=0   \n\n"), said::out);
        assertFalse(said.out().contains("\u001b"), said::out);
    }

    @Test
    void aReportThatCannotBeWrittenIsRefusedBeforeTheRun() throws IOException {
        Trial.Said ending =
                trial.play(tasks(), "--report", folder.resolve("r.pdf").toString());
        assertEquals(2, ending.code());
        assertTrue(ending.err().contains("a report's name ends with .html or .xml"), ending::err);
        Trial.Said nowhere =
                trial.play(tasks(), "--report", folder.resolve("none/r.xml").toString());
        assertEquals(2, nowhere.code());
        assertTrue(nowhere.err().contains("there is no directory"), nowhere::err);
        Files.createDirectory(folder.resolve("folder.xml"));
        Trial.Said folderThere =
                trial.play(tasks(), "--report", folder.resolve("folder.xml").toString());
        assertEquals(2, folderThere.code());
        assertTrue(folderThere.err().contains("it is a directory"), folderThere::err);
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void colorIsSaidByItsOption() throws IOException {
        assertTrue(trial.play("tasks: [{ping: }]", "--color", "always").out().contains("\u001b[0;32mok: [here]"));
        Trial.Said wrong = trial.play("tasks: [{ping: }]", "--color", "red");
        assertTrue(wrong.err().contains("--color is auto, always or never, not 'red'"), wrong::err);
    }

    @Test
    void aFileOfEventsThatIsDamagedIsToldOfByItsLine() throws IOException {
        trial.play(tasks());
        Path events = folder.resolve("events");
        Files.writeString(
                events,
                Files.readString(events).replaceFirst("\"task_started\",\"task\":\\{", "\"task_started\",\"task\":[{"));
        Trial.Said said = Trial.main("show", events.toString());
        assertEquals(2, said.code(), said::everything);
        assertTrue(said.err().matches("(?s).*events cannot be read: line [0-9]+ is no event: .*"), said::err);
    }

    @Test
    void aFileOfEventsThatEndsInTheMiddleOfACharacterIsShown() throws IOException {
        trial.play("tasks: [{name: Größe, ping: }]");
        Path events = folder.resolve("events");
        byte[] all = Files.readAllBytes(events);
        int cut = new String(all, StandardCharsets.ISO_8859_1).lastIndexOf('\u00c3');
        Files.write(events, Arrays.copyOf(all, cut + 1));
        Trial.Said said = Trial.main("show", events.toString());
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.out().contains("TASK [Größe]"), said::out);
    }

    @Test
    void aFileOfEventsThatHasLostItsBeginningIsShown() throws IOException {
        trial.play(tasks());
        Path events = folder.resolve("events");
        Files.write(
                events,
                Files.readAllLines(events).stream()
                        .filter(line -> line.contains("\"event\":\"task_"))
                        .toList());
        Path html = folder.resolve("r.html");
        Path xml = folder.resolve("r.xml");
        Trial.Said said =
                Trial.main("show", events.toString(), "--report", html.toString(), "--report", xml.toString());
        assertEquals(0, said.code(), said::everything);
        assertTrue(Files.readString(html).contains("no way"));
        assertTrue(Files.readString(xml).contains("message=\"no way\""));
        assertEquals(0, Trial.main("show", events.toString(), "--profile").code());
    }

    @Test
    void aFileThatCannotBeWrittenIsToldOfWithTheReason() throws IOException {
        Path nowhere = folder.resolve("none/events");
        Trial.Said said = Trial.main(
                "run",
                trial.file("one.yml", "- {hosts: here, tasks: [{ping: }]}\n").toString(),
                "--events",
                nowhere.toString());
        assertEquals(2, said.code());
        assertTrue(said.err().contains("cannot be written: there is no file or directory " + nowhere), said::err);
    }

    @Test
    void aFileIsNotNamedForTwoReports() throws IOException {
        String file = folder.resolve("x.xml").toString();
        Trial.Said twice = trial.play(tasks(), "--report", file, "--report", folder + "/./x.xml");
        assertEquals(2, twice.code());
        assertTrue(twice.err().contains("is named twice"), twice::err);
        Trial.Said events = trial.play(tasks(), "--report", file, "--events", file);
        assertTrue(events.err().contains("is named twice"), events::err);
    }
}
