package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that show what they will do, and ask. */
class ConfirmedRunTest extends RunsTrial {
    private static final String TASKS = """
        - copy: {dest: FOLDER/a, content: wanted}
          notify: tell
        - copy: {dest: FOLDER/b, content: wanted}
        """;

    private final List<String> questions = new ArrayList<>();

    /** Somebody who does something before answering. */
    private interface Person {
        String answer() throws IOException;
    }

    private Trial.Said confirmed(String tasks, Person person, String... options)
            throws IOException, UsageException, InterruptedException {
        playbook("here", tasks);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> words = new ArrayList<>(List.of(
                "--confirm",
                "-i",
                folder.resolve("hosts.ini").toString(),
                folder.resolve("site.yml").toString()));
        words.addAll(List.of(options));
        int code = new ConfirmedRun(
                        Arguments.parse(words, new RunCommand().options()),
                        new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80),
                        Optional.empty(),
                        asked(person))
                .run();
        return new Trial.Said(code, out.toString(), err.toString(), "");
    }

    private Questioner asked(Person person) {
        return new Questioner() {
            @Override
            public boolean isThere() {
                return true;
            }

            @Override
            public String ask(String question, boolean hidden) throws UsageException {
                questions.add(question);
                try {
                    return person.answer();
                } catch (IOException e) {
                    throw new UsageException(e.toString());
                }
            }
        };
    }

    @Test
    void whatIsConfirmedIsDoneAndKept() throws Exception {
        Trial.Said said = confirmed(TASKS, () -> {
            assertFalse(Files.exists(folder.resolve("a")));
            return "y";
        });
        assertCode(0, said);
        assertSays("The plan has 3 changes.", said);
        assertEquals("wantedwanted", text("a") + text("b"));
        assertEquals("told\n", text("told"));
        assertEquals(1, journals().size());
        assertFalse(Trial.main("runs").out().contains("--confirm"));
    }

    @Test
    void withoutAYesNothingIsChanged() throws Exception {
        for (String answer : List.of("", "n", "no", "what?")) {
            Trial.Said said = confirmed(TASKS, () -> answer);
            assertCode(0, said);
            assertSays("play: nothing was changed", said);
            assertFalse(Files.exists(folder.resolve("a")));
        }
    }

    @Test
    void whatHasMovedSinceTheQuestionEndsIt() throws Exception {
        Trial.Said said = confirmed(TASKS, () -> {
            trial.file("a", "of somebody else");
            return "yes";
        });
        assertCode(2, said);
        assertSays("the plan no longer holds, so no more of it was done", said);
        assertEquals("of somebody else", text("a"));
        assertFalse(Files.exists(folder.resolve("b")));
    }

    @Test
    void whereNothingIsToBeDoneNobodyIsAsked() throws Exception {
        assertCode(0, run(TASKS));
        assertSays("There is nothing to do.", confirmed(TASKS, () -> "y"));
        Trial.Said failed = confirmed("- fail: {msg: wrong}\n", () -> "y");
        assertCode(2, failed);
        assertSays("nothing was changed, because the dry run failed", failed);
        assertCode(0, confirmed(TASKS, () -> "y", "--list-tasks"));
        assertEquals(List.of(), questions);
    }

    @Test
    void whatContradictsIsRefused() throws Exception {
        for (String other : List.of("--check", "--step")) {
            UsageException refused = assertThrows(UsageException.class, () -> confirmed(TASKS, () -> "y", other));
            assertEquals(other + " cannot be given with --confirm", refused.getMessage());
        }
        Trial.Said said = run(TASKS, "--confirm");
        assertCode(2, said);
        assertTrue(said.err().contains("there is no terminal to ask at"), said::everything);
    }
}
