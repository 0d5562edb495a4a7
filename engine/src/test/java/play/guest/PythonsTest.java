package play.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.guest.Pythons.Choice;
import play.plugin.CallPlace;

/** Without ansible-core; stand-ins for a Python say what they are asked. */
class PythonsTest {
    @TempDir
    Path folder;

    private Path program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String why(Choice choice, Map<String, String> environment) throws InterruptedException {
        Pythons.Found found = new Pythons(choice, environment).start(List.of());
        return assertInstanceOf(Pythons.Found.None.class, found).why();
    }

    private static Choice named(Path path) {
        return new Choice.Named(path, "The variable PLAY_GUESTS");
    }

    @Test
    void offIsOff() throws Exception {
        assertEquals(
                " Guests are off ('--guests auto' looks for them).", why(new Choice.Off(), Map.of("PATH", "/usr/bin")));
    }

    @Test
    void thePythonOfTheAnsibleOnThePathIsTriedFirstThenThatOfTheEnvironment() throws Exception {
        String none = "#!/bin/sh\necho '{\"error\": \"there is no ansible-core\"}'\n";
        Path ours = program("one/python", none);
        program("bin/ansible", "#!" + ours + "\nimport ansible\n");
        program("bin/python3", none);
        program("venv/bin/python3", none);
        String why = why(
                new Choice.Auto(),
                Map.of("PATH", folder.resolve("bin").toString(), "VIRTUAL_ENV", folder.resolve("venv") + ""));
        String looked = "(looked at: " + ours + ", " + folder.resolve("venv/bin/python3") + ", "
                + folder.resolve("bin/python3") + ").";
        assertTrue(why.endsWith(looked), why);
    }

    @Test
    void aPythonThatIsNamedMustDo() throws Exception {
        Path old = program("old/bin/python3", "#!/bin/sh\necho '{\"error\": \"ansible-core 2.14.0 is too old\"}'\n");
        String said = why(named(folder.resolve("old")), Map.of());
        assertTrue(said.contains("ansible-core 2.14.0 is too old"), said);
        Path broken = program("broken", "#!/bin/sh\necho Illegal instruction >&2; exit 1\n");
        said = why(named(broken), Map.of());
        assertTrue(said.contains("has ended, with these words: Illegal instruction"), said);
        Path other = program("other", "#!/bin/sh\necho hello\n");
        said = why(named(other), Map.of());
        assertTrue(said.contains("not JSON"), said);
        assertTrue(Files.exists(old));
    }

    @Test
    void whatIsNamedAndIsNoPythonIsToldInPlainWords() throws Exception {
        Path none = folder.resolve("none");
        String begin = " The variable PLAY_GUESTS names '%s', which is no Python for guests, Ansible's modules: ";
        assertEquals(begin.formatted(none) + "there is no such file or directory.", why(named(none), Map.of()));
        assertEquals(
                begin.formatted(folder) + "the directory has no 'bin/python3', so it is no virtual environment.",
                why(named(folder), Map.of()));
        Path text = Files.writeString(folder.resolve("text"), "hello\n");
        assertEquals(begin.formatted(text) + "'" + text + "' may not be executed.", why(named(text), Map.of()));
    }

    @Test
    void aDiagnosticOfAnUnknownNameTellsWhatGuestsNeed() {
        Guests guests = new Guests(new Pythons(new Choice.Off(), Map.of()), List.of());
        assertTrue(guests.find("acme.box.open", CallPlace.beside(folder)).isEmpty());
        assertEquals(" Guests are off ('--guests auto' looks for them).", guests.hint("acme.box.open"));
        ProblemList problems = new ProblemList();
        Expressions.standard()
                .with(new GuestCalls(guests))
                .expression(
                        "1 | acme.box.weigh", (start, end) -> new play.source.SourceFile("x", "1").whole(), problems);
        assertEquals(
                List.of("There is no filter 'acme.box.weigh'. Guests are off ('--guests auto' looks for them)."),
                problems.sorted().stream().map(problem -> problem.detail()).toList());
    }
}
