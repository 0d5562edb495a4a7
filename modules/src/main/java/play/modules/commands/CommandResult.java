package play.modules.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.ScriptResult;
import play.param.Doc;
import play.result.When;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;

/** What {@code register} gets of a command, under Ansible's names. */
record CommandResult(
        @Doc("The command: as a list of words of command, else as a text.")
        Object cmd,

        @Doc("Exit code; 0 where the command was not needed; of 'command', where the program was not started, the"
                + " number of the error: 2 for one that is not there, 13 for one that may not be executed.")
        int rc,

        @Doc("Standard output.") String stdout,
        @Doc("Its lines.") List<String> stdoutLines,
        @Doc("Standard error.") String stderr,
        @Doc("Its lines.") List<String> stderrLines,

        @Doc("When it began, by the controller's clock: 2026-01-31 12:00:00.000000; null where the"
                + " command was not needed.")
        @When("creates or removes says so, or it ran")
        Optional<Object> start,

        @Doc("When it ended, likewise.") @When("creates or removes says so, or it ran")
        Optional<Object> end,

        @Doc("How long it took, likewise: 0:00:01.000000.") @When("creates or removes says so, or it ran")
        Optional<Object> delta,

        @Doc("Why the command was not needed; else empty.") @When("creates or removes says so, or it ran")
        Optional<String> msg) {
    /** Of a script, which counts as skipped where it is not needed. */
    record OfScript(
            @Doc("The script and its words.") @When("it ran")
            Optional<String> cmd,

            @Doc("Exit code.") @When("it ran") Optional<Integer> rc,
            @Doc("Standard output.") @When("it ran") Optional<String> stdout,
            @Doc("Its lines.") @When("it ran") Optional<List<String>> stdoutLines,
            @Doc("Standard error.") @When("it ran") Optional<String> stderr,
            @Doc("Its lines.") @When("it ran") Optional<List<String>> stderrLines,

            @Doc("Why the script was not needed.") @When("creates or removes says so")
            Optional<String> msg) {}

    /** Of what runs whenever it is called. */
    record OfRun(
            @Doc("The command.") String cmd,
            @Doc("Exit code.") int rc,
            @Doc("Standard output.") String stdout,
            @Doc("Its lines.") List<String> stdoutLines,
            @Doc("Standard error.") String stderr,
            @Doc("Its lines.") List<String> stderrLines) {}

    /**
     * The result.
     *
     * @param cmd as it was written; masked where it holds secrets
     * @param strip whether newlines at the end of the output are dropped
     */
    static Map<String, @Nullable Object> of(Content cmd, ScriptResult done, boolean strip) {
        String text = cmd.bytes().map(bytes -> bytes.utf8()).orElse("");
        return of(cmd.hasSecrets() ? new Secret(text) : text, done, strip);
    }

    /** @param cmd what was run, in parts where it is made of words */
    static Map<String, @Nullable Object> of(Object cmd, ScriptResult done, boolean strip) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("cmd", cmd);
        result.put("rc", (long) done.exitCode());
        put(result, "stdout", done.out(), strip);
        put(result, "stderr", done.err(), strip);
        return result;
    }

    /** Of a program that was not started. */
    static Map<String, @Nullable Object> notStarted(Content cmd, ProgramStart start) {
        Map<String, @Nullable Object> result = of(cmd, new ScriptResult(0, Bytes.of(""), Bytes.of("")), true);
        result.put("rc", start.errno());
        return result;
    }

    private static void put(Map<String, @Nullable Object> result, String name, String output, boolean strip) {
        String text = strip ? output.replaceAll("[\r\n]+$", "") : output;
        result.put(name, text);
        result.put(name + "_lines", text.isEmpty() ? List.of() : text.lines().toList());
    }

    /** Why what was done counts as failed; the engine adds the command and its last words. */
    static Optional<String> failure(ScriptResult done) {
        return switch (done.exitCode()) {
            case 0 -> Optional.empty();
            case 126 -> Optional.of("exit code 126: found, but it cannot be executed");
            case 127 -> Optional.of("exit code 127: no such command on the host");
            default -> Optional.of("non-zero return code " + done.exitCode());
        };
    }
}
