package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Template files that cannot be read: told before the run, which begins where their failure is provided for. */
class BrokenTemplatesTest {
    private static final String ERROR = "error[expression-syntax]";
    private static final String WARNING = "warning[expression-syntax]";
    private static final String UNREAD = "names a template that cannot be read";

    @TempDir
    private Path folder = Path.of("/");

    @BeforeEach
    void makeTemplates() throws IOException {
        Trial trial = new Trial(folder);
        trial.file("templates/bad.j2", "{% if x %} no end\n");
        trial.file("templates/around.j2", "{% include 'bad.j2' %}\n");
        trial.file("templates/slip.j2", "{{ 'a' | uper }}\n");
    }

    private Trial.Said said(String task, String... options) throws IOException {
        return new Trial(folder).play("tasks:\n" + task.indent(2), options);
    }

    @Test
    void areErrorsWhereAllHostsFail() throws IOException {
        Trial.Said said = said("- template: {src: bad.j2, dest: FOLDER/out}");
        assertTrue(said.err().contains(ERROR) && !said.out().contains("TASK"), said::everything);
    }

    @Test
    void failATaskThatIsIgnored() throws IOException {
        Trial.Said said = said("""
                - template: {src: bad.j2, dest: FOLDER/out}
                  ignore_errors: true
                - debug: {msg: reached}
                """);
        assertTrue(said.err().contains(WARNING) && !said.err().contains(ERROR), said::everything);
        assertTrue(said.out().contains(UNREAD) && said.out().contains("reached"), said::everything);
        assertEquals(0, said.code(), said::everything);
    }

    @Test
    void areRescuedAlsoInADryRun() throws IOException {
        String block = """
                - block:
                    - template: {src: around.j2, dest: FOLDER/out}
                  rescue:
                    - debug: {msg: "rescued from {{ ansible_failed_task.name }}"}
                """;
        for (String option : new String[] {"--check", "--diff"}) {
            Trial.Said said = said(block, option);
            assertTrue(said.err().contains(WARNING), said::everything);
            assertTrue(said.out().contains("rescued from"), said::everything);
        }
    }

    @Test
    void waitForACondition() throws IOException {
        Trial.Said skipped = said("""
                - template: {src: bad.j2, dest: FOLDER/out}
                  when: groups.all | length > 5
                """);
        assertTrue(skipped.err().contains(WARNING) && skipped.code() == 0, skipped::everything);
        Trial.Said reached = said("""
                - template: {src: bad.j2, dest: FOLDER/out}
                  when: groups.all | length < 5
                """);
        assertTrue(reached.out().contains(UNREAD) && reached.code() == 2, reached::everything);
    }

    @Test
    void areErrorsWhereOneOfSeveralTasksIsNotExcused() throws IOException {
        Trial.Said said = said("""
                - template: {src: bad.j2, dest: FOLDER/out}
                  ignore_errors: true
                - template: {src: bad.j2, dest: FOLDER/other}
                """);
        assertTrue(said.err().contains(ERROR) && !said.err().contains(WARNING), said::everything);
        assertFalse(said.out().contains("TASK"), said::everything);
    }

    @Test
    void areErrorsWhereSomethingElseLooksMeant() throws IOException {
        Trial.Said said = said("""
                - template: {src: slip.j2, dest: FOLDER/out}
                  ignore_errors: true
                """);
        assertTrue(said.err().contains("error[unknown-filter]"), said::everything);
    }
}
