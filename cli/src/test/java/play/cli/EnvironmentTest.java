package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The keyword {@code environment}, in a run on this machine. */
class EnvironmentTest extends TrialTest {
    /** A task whose environment is what a variable comes to. */
    private Trial.Said with(String value) throws IOException {
        return trial.play("""
            vars:
              given: %s
            tasks:
              - command: touch FOLDER/ran
                environment: "{{ given }}"
            """.formatted(value));
    }

    private void assertRefused(Trial.Said said, String why) {
        assertEquals(2, said.code(), said::out);
        assertTrue(said.out().contains(why), said::out);
        assertTrue(said.out().contains("site.yml:7:"), said::out);
        assertFalse(Files.exists(folder.resolve("ran")));
    }

    @Test
    void aNameThatOnlyTheRunKnowsRunsNothing() throws IOException {
        assertRefused(with("{\"x=1; touch FOLDER/owned; y\": a}"), "which a shell cannot export");
        assertFalse(Files.exists(folder.resolve("owned")));
    }

    @Test
    void whatComesToNoMappingIsRefused() throws IOException {
        assertRefused(with("[a, b]"), "must be a mapping");
        assertRefused(with("LANG=C"), "must be a mapping");
    }

    @Test
    void aValueWithANulByteIsRefused() throws IOException {
        assertRefused(with("{NAME: \"a\\0b\"}"), "contains a NUL byte");
    }

    /** In C, a letter of two bytes is two characters to sed. */
    @Test
    void commandsRunInTheLocaleThatThePlaybookSays() throws IOException {
        Trial.Said said = trial.play("""
            environment: {LANG: C.UTF-8}
            tasks:
              - shell: "unset LC_ALL; printf 'grün' | sed 's/./x/g'"
                register: expected
              - shell: "printf 'grün' | sed 's/./x/g'"
                register: found
              - assert: {that: [found.stdout == 'xxxx', expected.stdout == 'xxxx']}
              - command: printenv LC_ALL LANG
                environment: {LC_ALL: C.UTF-8}
                register: all
              - assert: {that: "all.stdout_lines == ['C.UTF-8', 'C.UTF-8']"}
              - file: {path: FOLDER/made, state: directory}
                environment: {LC_ALL: de_DE.UTF-8, POSIXLY_CORRECT: '1', TIME_STYLE: iso}
            """);
        assertEquals(0, said.code(), said::out);
    }

    @Test
    void nothingAndAnEmptyTextAreNoVariables() throws IOException {
        assertEquals(0, with("").code());
        assertEquals(0, with("''").code());
    }
}
