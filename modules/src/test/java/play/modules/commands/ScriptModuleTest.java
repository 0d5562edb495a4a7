package play.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.ScriptResult;
import play.module.Decision;
import play.param.LocalFile;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class ScriptModuleTest {
    private static final ScriptModule SCRIPT = new ScriptModule();
    private static final RawModule RAW = new RawModule();

    private static final Map<String, Object> CALL = Map.of("cmd", "'my script.sh'");

    private static Decision decide(Content content, Map<String, Object> written) {
        ScriptModule.Params params =
                new Parameters().file("my script.sh", content).bind(SCRIPT, written);
        return SCRIPT.decide(params, LocalHost.reading(SCRIPT.probes(params)));
    }

    private static ScriptResult run(String text, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(CALL);
        written.putAll(more);
        return runFile(Content.of(text), written);
    }

    private static ScriptResult runFile(Content content, Map<String, Object> written) {
        Decision.Do work = assertInstanceOf(Decision.Do.class, decide(content, written));
        return LocalHost.run(work.run().script());
    }

    @Test
    void wordsReachTheScriptAndItsFirstLineSaysWhatRunsIt() {
        ScriptResult done = run(
                "#!/bin/bash\na=(x y)\nprintf '<%s>\\n' \"${#a[@]}\" \"$@\"\n",
                Map.of("cmd", "\"my script.sh\" one 'two  words' $((1+1))"));
        assertEquals("<2>\n<one>\n<two  words>\n<2>\n", done.out());
    }

    @Test
    void aScriptWithoutFirstLineIsRunByTheShellAndReadsNothing() {
        assertEquals("end 3\n", run("cat; echo end $((1+2))\n", Map.of()).out());
    }

    @Test
    void anotherProgramMayRunIt() {
        assertEquals(
                "-e\n",
                run("case $- in *e*) echo -e;; esac\n", Map.of("executable", "sh -e"))
                        .out());
    }

    @Test
    void itRunsWhereTheTaskSaysAndLeavesNothing(@TempDir Path folder) {
        String script = "pwd; ls -l /dev/fd/3 | grep -c deleted; exit 3\n";
        ScriptResult done = run(script, Map.of("chdir", folder.toString()));
        assertEquals(3, done.exitCode());
        assertEquals(folder + "\n1\n", done.out());
        assertEquals("non-zero return code 3", CommandResult.failure(done).orElseThrow());
    }

    /** Where files are temporary, many systems let none be executed. */
    @Test
    void noFileOfItIsExecutedUnlessItIsAProgram() throws IOException {
        assertEquals("/bin/cat -- /dev/fd/3", call("#!/bin/cat --\nx\n"));
        assertEquals("/usr/bin/env 'sh -e' /dev/fd/3", call("#! /usr/bin/env  sh -e \t\n"));
        assertEquals("sh /dev/fd/3", call("echo x\n"));
        assertEquals("/dev/fd/3", call("\u007fELF\0"));
        assertEquals("bash /dev/fd/3", new BroughtScript(Bytes.of("\0"), Optional.of("bash")).call());
        assertEquals("#!/bin/cat\nx\n", run("#!/bin/cat\nx\n", Map.of()).out());
        assertEquals(
                1,
                runFile(Content.of(Bytes.of(Files.readAllBytes(Path.of("/bin/false")))), CALL)
                        .exitCode());
    }

    private static String call(String content) {
        return new BroughtScript(Bytes.of(content), Optional.empty()).call();
    }

    /** Whoever kills it while it is brought leaves nothing that holds a secret. */
    @Test
    void theFileHasNoNameBeforeAnythingIsInIt() {
        String bringing = new BroughtScript(Bytes.of("x"), Optional.empty()).bringing();
        assertTrue(bringing.indexOf("rm -f -- \"$f\"\ncat") > 0, bringing);
    }

    private static ScriptModule.Params params(String text, Map<String, Object> more) {
        Map<String, Object> written = new HashMap<>(Map.of("cmd", "x"));
        written.putAll(more);
        return new Parameters().file("x", Content.of(text)).bind(SCRIPT, written);
    }

    @Test
    void whatIsToRunItIsNamedWhereTheHostLacksIt() {
        ScriptModule.Params lacking = params("#!/opt/lacking -x\n:\n", Map.of());
        Decision.Do work =
                assertInstanceOf(Decision.Do.class, SCRIPT.decide(lacking, LocalHost.reading(SCRIPT.probes(lacking))));
        String why = SCRIPT.failure(lacking, LocalHost.run(work.run().script())).orElseThrow();
        assertTrue(why.contains("exit code 127") && why.contains("'#!/opt/lacking -x'"), why);
    }

    @Test
    void aFirstLineWithACarriageReturnIsFoundBeforeTheRun() {
        String windows = "#!/bin/sh\r\necho a\r\n";
        ScriptModule.Params byAnother = params(windows, Map.of("executable", "python3"));
        assertTrue(SCRIPT.check(byFirstLine(windows)).toString().contains("carriage return"));
        assertEquals(List.of(), SCRIPT.check(byAnother));
        assertEquals(List.of(), SCRIPT.check(byFirstLine("#!/bin/sh\necho a\r\n")));
    }

    private static ScriptModule.Params byFirstLine(String text) {
        ScriptModule.Params any = params(":\n", Map.of());
        LocalScript script = new LocalScript(
                new LocalFile("x", Content.of(text), any.cmd().file().mode()), "");
        return new ScriptModule.Params(script, any.guards(), any.executable(), any.decrypt(), any.timeout());
    }

    @Test
    void whatIsThereMakesItUnnecessary() {
        assertInstanceOf(Decision.Skip.class, decide(Content.of(""), Map.of("cmd", "'my script.sh'", "creates", "/")));
    }

    @Test
    void aScriptThatIsNotReadWholeIsRejected() {
        Content large =
                new Content.LocalFile(Path.of("/x"), "0".repeat(64), new Foreseen.Exactly<>("0".repeat(40)), 1 << 20);
        ScriptModule.Params params = new Parameters().file("x", large).bind(SCRIPT, Map.of("cmd", "x"));
        Decision.Rejected rejected = assertInstanceOf(
                Decision.Rejected.class, SCRIPT.decide(params, LocalHost.reading(SCRIPT.probes(params))));
        assertTrue(rejected.why().contains("bring it to the host by `copy`"), rejected.why());
    }

    @Test
    void theFirstWordIsTheNameOfTheFile() {
        LocalScript.Type type = new LocalScript.Type();
        assertEquals("a.sh", type.fileName(" a.sh b c"));
        assertEquals("a b", type.fileName("'a b' c"));
        assertEquals("a b", type.fileName("\"a b\""));
        assertEquals("my file.sh", type.fileName("my\\ file.sh one"));
        assertEquals("it's a b", type.fileName("it\\'s' a'\" b\" c"));
        assertEquals("a\"b\\c", type.fileName("\"a\\\"b\\c\""));
        assertEquals("'a", type.fileName("'a"));
    }

    @Test
    void rawRunsItsTextByTheShellItNames() {
        RawModule.Params params =
                Parameters.of(RAW, Map.of("cmd", "a=(x y); echo ${#a[@]}\necho", "executable", "/bin/bash"));
        Decision.Do work =
                assertInstanceOf(Decision.Do.class, RAW.decide(params, LocalHost.reading(RAW.probes(params))));
        assertEquals("2\n\n", LocalHost.run(work.run().script()).out());
        assertEquals("a=(x y); echo ${#a[@]} …", work.run().title());
    }
}
