package play.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import play.event.Outcome;
import play.module.ModuleRegistry;
import play.module.TaskModule;

/** A mistake of a module, or of a family of states, ends the task on the host it is met in, and nothing else. */
class MistakesTest {
    @TempDir
    Path folder = Path.of("/");

    @BeforeEach
    void twoHosts() throws IOException {
        Files.writeString(folder.resolve("hosts.yml"), "all: {hosts: {a: , b: }, vars: {ansible_connection: local}}\n");
    }

    private Outcome last(String tasks) throws Exception {
        List<TaskModule<?>> modules = new ArrayList<>(ModuleRegistry.installed().all());
        modules.add(new ThrowingModule());
        return new TaskTrial(new ModuleRegistry(modules), folder, folder)
                .run(tasks, false)
                .outcome();
    }

    @ParameterizedTest
    @EnumSource(
            value = ThrowingModule.At.class,
            names = {"NOWHERE", "PARSE"},
            mode = Mode.EXCLUDE)
    void aMistakeIsAFailureThatSaysWhatToReport(ThrowingModule.At at) throws Exception {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, last("- throwing: {at: " + at + "}\n"));
        assertTrue(
                failed.message().startsWith("internal error in play during throwing: NumberFormatException at play."),
                failed.message());
        assertTrue(failed.message().contains("please report"), failed.message());
        assertFalse(failed.message().contains("planted"), failed.message());
    }

    @Test
    void anAnswerThatCannotBeReadFailsTheTask() throws Exception {
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, last("- throwing: {at: parse}\n"));
        assertFalse(failed.message().contains("planted"), failed.message());
    }

    @Test
    void otherHostsGoOn() throws Exception {
        String tasks =
                "- throwing: {at: \"{{ 'plan' if inventory_hostname == 'a' else 'nowhere' }}\"}\n- debug: {msg: on}\n";
        assertInstanceOf(Outcome.Ok.class, last(tasks));
    }

    @Test
    void itIsRegisteredAndCanBeIgnored() throws Exception {
        String tasks = """
            - throwing: {at: "{{ item }}"}
              loop: [plan, nowhere]
              ignore_errors: true
              register: seen
            - assert:
                that: seen is failed and seen.results[0].msg is search('internal error') and seen.results[1] is success
            """;
        assertEquals(new Outcome.Ok(), last(tasks));
    }
}
