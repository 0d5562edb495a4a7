package play.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileState;
import play.host.Knowledge;
import play.host.Mode;
import play.host.ScriptResult;
import play.module.Decision;
import play.module.Procedure;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;

class CommandModulesTest {
    private static final CommandModule COMMAND = new CommandModule();
    private static final ShellModule SHELL = new ShellModule();

    private static <P extends Record> ScriptResult run(Procedure<P> module, Map<String, ?> written) {
        P params = Parameters.of(module, written);
        return LocalHost.run(
                assertInstanceOf(Decision.Do.class, module.decide(params, LocalHost.reading(module.probes(params))))
                        .run()
                        .script());
    }

    @Test
    void wordsAreWhatTheyAre() {
        String cmd = "printf '<%s>\\n' $1 * \"a  b\" 'it'\\''s' '' x\\ y";
        assertEquals(
                "<$1>\n<*>\n<a  b>\n<it's>\n<>\n<x y>\n",
                run(COMMAND, Map.of("cmd", cmd)).out());
    }

    /** As ansible-core 2.21 does it: quotes in the command do not keep words from it. */
    @Test
    void variablesAndHomesStandForWhatTheyAreOnTheHost() {
        String home = System.getenv("HOME");
        List<String> words = List.of(
                "$HOME",
                "x=${HOME}y",
                "~",
                "~/a b",
                "~root/x",
                "a~",
                "$NOPE",
                "${NOPE}",
                "$NOPE-x",
                "$IFS",
                "${HOME",
                "$1",
                "$(id)",
                "`id`",
                "~no body",
                "",
                "it's $HOME;",
                "~nobody-there/x",
                "~\n",
                "~root\n");
        Map<String, String> stood = Map.of(
                "$HOME",
                home,
                "x=${HOME}y",
                "x=" + home + "y",
                "~",
                home,
                "~/a b",
                home + "/a b",
                "~root/x",
                "/root/x",
                "it's $HOME;",
                "it's " + home + ";");
        String expanded =
                words.stream().map(word -> stood.getOrDefault(word, word)).collect(Collectors.joining("|"));
        List<String> argv = new ArrayList<>(List.of("printf", "%s|"));
        argv.addAll(words);
        assertEquals(expanded + "|", run(COMMAND, Map.of("argv", argv)).out());
        assertEquals(home + "\n", run(COMMAND, Map.of("cmd", "echo '$HOME'")).out());
        assertEquals(
                "$HOME ~\n",
                run(COMMAND, Map.of("cmd", "echo $HOME ~", "expand_argument_vars", false))
                        .out());
    }

    @Test
    void whatTheShellSetsForItselfIsNoPartOfTheEnvironment() throws Exception {
        assertLeavesItsOwnVariables(List.of("sh"));
    }

    /** Where sh is bash or busybox, as on many hosts, it has more variables of its own. */
    @Test
    @Tag("lab")
    void whatOtherShellsSetForThemselvesIsNonePartEither() throws Exception {
        assertLeavesItsOwnVariables(List.of("bash", "--posix"));
        assertLeavesItsOwnVariables(List.of("busybox", "sh"));
    }

    private static void assertLeavesItsOwnVariables(List<String> shell) throws Exception {
        List<String> names = List.of(
                "LINENO", "RANDOM", "SECONDS", "UID", "EUID", "GROUPS", "BASH_VERSION", "SHELLOPTS", "PPID", "OPTIND");
        List<String> command = new ArrayList<>(shell);
        command.addAll(List.of(
                "-c",
                "echo"
                        + names.stream()
                                .map(name -> " " + Expansion.of("$" + name))
                                .collect(Collectors.joining())));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(names.stream().map(name -> "$" + name).collect(Collectors.joining(" ")), said, shell::toString);
    }

    @Test
    void argvNeedsNoQuotes() {
        assertEquals(
                "a b;$c",
                run(COMMAND, Map.of("argv", List.of("printf", "%s", "a b;$c"))).out());
    }

    @Test
    void anOpenQuoteIsSaidToBeOne() {
        assertEquals("a quote \" is never closed", Parameters.wrong(COMMAND, Map.of("cmd", "echo \"a")));
        assertEquals("nothing follows the backslash at its end", Parameters.wrong(COMMAND, Map.of("cmd", "echo a\\")));
        assertEquals("the command is empty", Parameters.wrong(COMMAND, Map.of("cmd", " ")));
        assertEquals("the command holds a NUL byte", Parameters.wrong(COMMAND, Map.of("argv", List.of("a\0b"))));
    }

    @Test
    void aBuiltinOfTheShellIsNoCommand() {
        ScriptResult result = run(COMMAND, Map.of("cmd", "set -x"));
        assertEquals(127, result.exitCode());
        assertTrue(COMMAND.failure(Parameters.of(COMMAND, Map.of("cmd", "set")), result)
                .orElseThrow()
                .contains("no such command"));
    }

    /** As ansible-core 2.21 has it: nothing ran, so nothing was changed. */
    @Test
    void aProgramThatIsNotStartedChangesNothing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("no-program"), "x");
        assertNotStarted(2, "no-such-program -x", "no such command on the host");
        assertNotStarted(2, "/no/such/program", "no such command on the host");
        assertNotStarted(13, file + " a", "found, but it cannot be executed");
        assertNotStarted(13, folder.toString(), "found, but it cannot be executed");
    }

    private static void assertNotStarted(long rc, String cmd, String why) {
        CommandModule.Params params = Parameters.of(COMMAND, Map.of("cmd", cmd));
        ScriptResult done = run(COMMAND, Map.of("cmd", cmd));
        assertEquals(Optional.of(why), COMMAND.failure(params, done));
        assertFalse(COMMAND.changed(params, done));
        Map<String, ?> result = COMMAND.result(params, done);
        assertEquals(rc, result.get("rc"));
        assertEquals(cmd, result.get("cmd"));
        assertEquals("", result.get("stderr"));
    }

    @Test
    void aProgramMayEndAsAShellThatStartsNone() {
        for (String code : List.of("126", "127")) {
            Map<String, ?> written = Map.of("argv", List.of("sh", "-c", "echo no >&2; exit " + code));
            CommandModule.Params params = Parameters.of(COMMAND, written);
            ScriptResult done = run(COMMAND, written);
            assertTrue(COMMAND.changed(params, done));
            assertEquals(Long.valueOf(code), COMMAND.result(params, done).get("rc"));
        }
    }

    @Test
    void theInputGetsANewlineUnlessItMayNot() {
        assertEquals(
                "hello\n", run(COMMAND, Map.of("cmd", "cat", "stdin", "hello")).out());
        assertEquals(
                "hello",
                run(COMMAND, Map.of("cmd", "cat", "stdin", "hello", "stdin_add_newline", false))
                        .out());
        assertEquals("", run(COMMAND, Map.of("cmd", "cat")).out());
    }

    @Test
    void itRunsInTheDirectoryThatIsNamed(@TempDir Path folder) {
        assertEquals(
                folder + "\n",
                run(COMMAND, Map.of("cmd", "pwd", "chdir", folder.toString())).out());
    }

    @Test
    void aDirectoryThatIsNotThereIsRefusedBeforeTheRun(@TempDir Path folder) throws IOException {
        assertEquals(
                new Decision.Rejected("the directory " + folder + "/none is not there; create it before, with `file:"
                        + " path=" + folder + "/none state=directory`"),
                decision(SHELL, Map.of("cmd", "echo x", "chdir", folder + "/none")));
        Files.writeString(folder.resolve("file"), "");
        assertEquals(
                new Decision.Rejected(folder + "/file is a file, not a directory"),
                decision(COMMAND, Map.of("cmd", "echo x", "chdir", folder + "/file")));
        Files.createSymbolicLink(folder.resolve("link"), folder);
        assertInstanceOf(Decision.Do.class, decision(COMMAND, Map.of("cmd", "pwd", "chdir", folder + "/link")));
        assertInstanceOf(
                Decision.Skip.class, decision(COMMAND, Map.of("cmd", "x", "chdir", folder + "/none", "removes", "it")));
    }

    @Test
    void aDirectoryThatMayComeIsLeftToTheRun() {
        CommandModule.Params params = Parameters.of(COMMAND, Map.of("cmd", "pwd", "chdir", "/srv/app"));
        Knowledge doubt = new KnownStates().withUnknown(play.host.Files.withoutDigest("/srv/app"), "'x' was not run");
        assertInstanceOf(Decision.Do.class, COMMAND.decide(params, doubt));
    }

    @Test
    void wildcardsStandForWhatIsThere() {
        assertEquals(
                new Decision.Skip("/etc/pass* exists already", Optional.of("skipped, since /etc/pass* exists")),
                decision(COMMAND, Map.of("cmd", "x", "creates", "/etc/pass*")));
        assertInstanceOf(Decision.Do.class, decision(COMMAND, Map.of("cmd", "x", "creates", "/etc/no-such-*")));
        assertEquals(
                new Decision.Skip(
                        "/etc/no-such-* is not there", Optional.of("skipped, since no-such-* does not exist")),
                decision(SHELL, Map.of("cmd", "x", "removes", "no-such-*", "chdir", "/etc")));
    }

    @Test
    void whetherAForeseenFileIsMeantIsKnownAfterTheRun() {
        CommandModule.Params params = Parameters.of(COMMAND, Map.of("cmd", "x", "creates", "/srv/x*"));
        Knowledge foreseen = new KnownStates().with(PathMatches.of("/srv/x*"), new PathMatches.Foreseen());
        assertInstanceOf(Decision.Undetermined.class, COMMAND.decide(params, foreseen));
    }

    @Test
    void aShellThatIsNotThereIsRefusedBeforeTheRun() {
        assertEquals(
                new Decision.Rejected("the shell /bin/none is not there; install it before, or leave out executable"),
                decision(SHELL, Map.of("cmd", "x", "executable", "//bin//none")));
    }

    private static <P extends Record> Decision decision(Procedure<P> module, Map<String, ?> written) {
        P params = Parameters.of(module, written);
        return module.decide(params, LocalHost.reading(module.probes(params)));
    }

    @Test
    void whatIsThereAlreadyIsNotCreatedAgain() {
        CommandModule.Params params =
                Parameters.of(COMMAND, Map.of("cmd", "make it", "chdir", "/srv", "creates", "it"));
        Knowledge there = srv().with(play.host.Files.at("/srv/it"), new FileState.Symlink("x"));
        Knowledge missing = srv().with(play.host.Files.at("/srv/it"), FileState.ABSENT);
        Knowledge unknown = srv().withUnknown(play.host.Files.at("/srv/it"), "'x' was not run");
        assertEquals(
                new Decision.Skip("/srv/it exists already", Optional.of("skipped, since it exists")),
                COMMAND.decide(params, there));
        assertInstanceOf(Decision.Do.class, COMMAND.decide(params, missing));
        assertInstanceOf(Decision.Undetermined.class, COMMAND.decide(params, unknown));
    }

    private static KnownStates srv() {
        FileState.Attributes roots = FileState.Attributes.of("root", "root", new Mode(0755));
        return new KnownStates().with(play.host.Files.at("/srv"), new FileState.Directory(roots));
    }

    @Test
    void aCommandWithUnknownPartsCannotBeTold() {
        Content cmd = new Content.Inline(List.of(new Content.Part.Later("'token' was not run")));
        assertInstanceOf(
                Decision.Undetermined.class,
                COMMAND.decide(Parameters.of(COMMAND, Map.of("cmd", cmd)), new KnownStates()));
    }

    @Test
    void secretsAreMaskedInTitlesAndResults() {
        Content cmd = new Content.Inline(
                List.of(new Content.Part.Plain(Bytes.of("login -p ")), new Content.Part.Hidden(Bytes.of("hunter2"))));
        CommandModule.Params params = Parameters.of(COMMAND, Map.of("cmd", cmd));
        Decision.Do decision = assertInstanceOf(Decision.Do.class, COMMAND.decide(params, new KnownStates()));
        assertEquals("login -p ***", decision.run().title());
        assertFalse(decision.toString().contains("hunter2"));
        Map<String, ?> result = COMMAND.result(params, new ScriptResult(0, Bytes.EMPTY, Bytes.EMPTY));
        assertInstanceOf(Secret.class, result.get("cmd"));
    }

    @Test
    void resultsHaveAnsiblesNames() {
        CommandModule.Params params = Parameters.of(COMMAND, Map.of("cmd", "x"));
        Map<String, ?> result = COMMAND.result(params, new ScriptResult(3, Bytes.of("a\nb\n\n"), Bytes.of("no\n")));
        assertEquals(3L, result.get("rc"));
        assertEquals("a\nb", result.get("stdout"));
        assertEquals(List.of("a", "b"), result.get("stdout_lines"));
        assertEquals(List.of("no"), result.get("stderr_lines"));
        assertEquals(
                Optional.of("non-zero return code 3"),
                COMMAND.failure(params, new ScriptResult(3, Bytes.EMPTY, Bytes.EMPTY)));
    }

    @Test
    void aShellExpandsAndPipes() {
        assertEquals(
                "2\n",
                run(SHELL, Map.of("cmd", "printf 'one\\ntwo\\n' | grep -c o")).out());
    }

    @Test
    void anotherShellGetsTheTextOutOfSightAndTheInput(@TempDir Path folder) throws IOException {
        Path args = folder.resolve("args");
        String cmd = "a=(x y z); tr '\\0' ' ' </proc/$$/cmdline >" + args + "; cat; echo \"${#a[@]} EOF\"";
        for (String shell : List.of("/bin/bash", "bash")) {
            assertEquals(
                    "in\n3 EOF\n",
                    run(SHELL, Map.of("cmd", cmd, "executable", shell, "stdin", "in"))
                            .out());
        }
        assertFalse(Files.readString(args).contains("a=("), Files.readString(args));
    }
}
