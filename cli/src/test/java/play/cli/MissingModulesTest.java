package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that there are not, in tasks that hosts may never come to. */
class MissingModulesTest {
    @TempDir
    Path folder;

    private Trial.Said play(String tasks, String... options) throws IOException {
        String[] all = new String[options.length + 2];
        System.arraycopy(options, 0, all, 2, options.length);
        all[0] = "--guests";
        all[1] = "off";
        return new Trial(folder).play("tasks:\n" + tasks.indent(2), all);
    }

    @Test
    void aHostThatNeverComesToOneRuns() throws Exception {
        Files.writeString(folder.resolve("box.yml"), "- acme.box.weigh:\n");
        Trial.Said said = play("""
            - acme.box.open: {path: "{{ folder_of_box }}"}
              when: false
              register: box
            - when: false
              block:
                - acme.box.close: path=/box
            - import_tasks: box.yml
              when: false
            - debug: {msg: "{{ box.skipped }}"}
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(said.err().contains("warning[unknown-module]"), said::everything);
        assertTrue(said.err().contains("There is no module 'acme.box.open'."), said::everything);
        assertTrue(said.err().contains("There is no module 'acme.box.close'."), said::everything);
        assertTrue(said.err().contains("There is no module 'acme.box.weigh'."), said::everything);
        assertTrue(said.out().contains("skipped=3"), said::everything);
    }

    @Test
    void aHostThatComesToOneFailsThereInADryRunToo() throws Exception {
        String tasks = """
            - copy: {content: a, dest: FOLDER/a}
            - acme.box.open: {path: /box}
              when: true
            """;
        for (String[] options : new String[][] {{"--check"}, {}}) {
            Trial.Said said = play(tasks, options);
            assertEquals(2, said.code(), said::everything);
            assertTrue(said.out().contains("FAILED! => There is no module 'acme.box.open'."), said::everything);
        }
    }

    @Test
    void whatItMayHaveFoundIsNoUndefinedVariable() throws Exception {
        Trial.Said said = play("""
            - acme.box.facts: {}
              when: false
            - debug: {msg: "{{ box_weight | default('none') }} {{ box_weight is defined }}"}
            - debug: {msg: "{{ box_weight }}"}
              when: box_weight is defined
            """);
        assertEquals(0, said.code(), said::everything);
    }

    @Test
    void aSlipStaysAnErrorAndSoDoesOneWithoutACondition() throws Exception {
        Trial.Said slip = play("""
            - servce: {name: app}
              when: false
            """);
        assertEquals(4, slip.code(), slip::everything);
        assertTrue(slip.err().contains("error[unknown-module]"), slip::everything);
        Trial.Said certain = play("- acme.box.open: {}\n");
        assertEquals(4, certain.code(), certain::everything);
        assertFalse(certain.err().contains("warning[unknown-module]"), certain::everything);
    }
}
