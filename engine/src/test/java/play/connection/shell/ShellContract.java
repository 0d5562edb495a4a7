package play.connection.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import play.host.Script;
import play.host.ScriptResult;
import play.value.Bytes;

/** What every persistent shell does, whatever program it is. */
abstract class ShellContract {
    private ShellChannel shell;

    abstract ShellChannel open() throws Exception;

    @BeforeEach
    final void start() throws Exception {
        shell = open();
    }

    @AfterEach
    final void stop() {
        shell.close();
    }

    private ScriptResult run(String text) throws Exception {
        return shell.run(List.of(Script.of(text))).getFirst();
    }

    private ScriptResult feed(String text, byte[] input) throws Exception {
        return shell.run(List.of(Script.of(text).withStdin(Bytes.of(input)))).getFirst();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void outputErrorsAndExitCodeAreKeptApart() throws Exception {
        ScriptResult result = run("echo out; echo err >&2; exit 7");
        assertEquals("out\n", result.out());
        assertEquals("err\n", result.err());
        assertEquals(7, result.exitCode());
    }

    @Test
    void outputWithoutLineFeedIsExact() throws Exception {
        ScriptResult result = run("printf a; printf '\\n\\nb' >&2");
        assertEquals("a", result.out());
        assertEquals("\n\nb", result.err());
    }

    @Test
    void scriptsOfOneRunDoNotMeet() throws Exception {
        List<ScriptResult> results = shell.run(
                List.of(Script.of("x=1; cd /; exit 3"), Script.of("echo \"<${x-}>\""), Script.of("pwd >&2; false")));
        assertEquals(3, results.get(0).exitCode());
        assertEquals("<>\n", results.get(1).out());
        assertEquals(1, results.get(2).exitCode());
        assertFalse(results.get(2).err().equals("/\n"));
    }

    @Test
    void aSyntaxErrorEndsItsScriptOnly() throws Exception {
        List<ScriptResult> results = shell.run(List.of(
                Script.of("if then ) ' \" oops"), Script.of("echo ')'\"'\"; echo $(( 1 + 1 ))"), Script.of("fi")));
        assertTrue(results.get(0).exitCode() != 0);
        assertTrue(results.get(0).err().length() > 0);
        assertEquals(")'\n2\n", results.get(1).out());
        assertTrue(results.get(2).exitCode() != 0);
    }

    @Test
    void quotesSpreadOverLinesSurvive() throws Exception {
        assertEquals(
                "a'b\"c\\d$e`f\n!\n",
                run("printf '%s\\n' 'a'\\''b\"c\\d$e`f\n!'").out());
    }

    @Test
    void aScriptWithoutInputReadsTheEnd() throws Exception {
        assertEquals("0\n", run("wc -c | tr -d ' '").out());
    }

    @Test
    void inputIsBinarySafe() throws Exception {
        byte[] input = noise(100_000);
        assertArrayEquals(input, feed("cat", input).stdout().toArray());
    }

    @Test
    void inputThatIsNotReadDoesNoHarm() throws Exception {
        ScriptResult result = feed("echo done", noise(1_000_000));
        assertEquals("done\n", result.out());
        assertEquals("", result.err());
        assertEquals(0, result.exitCode());
    }

    @Test
    void theExitCodeIsThatOfTheScriptNotOfItsInput() throws Exception {
        assertEquals(9, feed("cat >/dev/null; exit 9", noise(10)).exitCode());
    }

    @Test
    void largeInputAndOutputFlowAtTheSameTime() throws Exception {
        byte[] input = noise(1_500_000);
        Script echo = Script.of("cat").withStdin(Bytes.of(input));
        Script both = Script.of("cat >&2").withStdin(Bytes.of(input));
        List<ScriptResult> results = shell.run(List.of(echo, both, echo));
        assertArrayEquals(input, results.get(0).stdout().toArray());
        assertArrayEquals(input, results.get(1).stderr().toArray());
        assertArrayEquals(input, results.get(2).stdout().toArray());
    }

    @Test
    void scriptsOfHundredsOfKilobytesRun() throws Exception {
        String text = "x='" + "y'\\''\n".repeat(80_000) + "'; echo ${#x}";
        assertEquals("240000\n", run(text).out());
    }

    @Test
    void twoHundredScriptsTakeOneRun() throws Exception {
        List<Script> scripts = IntStream.range(0, 200)
                .mapToObj(i -> Script.of("echo " + i + "; exit " + i % 5))
                .toList();
        List<ScriptResult> results = shell.run(scripts);
        for (int i = 0; i < 200; i++) {
            assertEquals(i + "\n", results.get(i).out());
            assertEquals(i % 5, results.get(i).exitCode());
        }
    }

    @Test
    void theLocaleIsPlain() throws Exception {
        assertEquals("C\n", run("echo $LC_ALL").out());
    }

    @Test
    void textOutsideAsciiPassesThrough() throws Exception {
        assertEquals("grüße ☃\n", run("echo 'grüße ☃'").out());
    }

    @Test
    void nothingOfAScriptShowsInArgumentLists() throws Exception {
        ScriptResult result =
                feed("for f in /proc/[0-9]*/cmdline; do cat $f 2>/dev/null; done; : very-secret-word", noise(20));
        assertFalse(result.out().contains("very-secret" + "-word"));
    }

    @Test
    void whatABackgroundProcessWritesBetweenRunsIsDropped() throws Exception {
        run("(sleep 0.3; echo late) &");
        Thread.sleep(600);
        assertEquals("mine\n", run("echo mine").out());
    }

    @Test
    void aProcessLeftBehindThatHoldsTheOutputIsNotWaitedFor() throws Exception {
        ScriptResult result = run("sleep 300 & echo $!; sleep 300 >/dev/null <&0 2>&1 & echo $!");
        List<String> pids = result.out().lines().toList();
        assertEquals(2, pids.size());
        assertEquals(
                "next\n", run("kill " + String.join(" ", pids) + "; echo next").out());
    }

    private static Script apart(String text) {
        return Script.of(text).apartFromOthers();
    }

    @Test
    void aScriptApartIsLikeAnyOther() throws Exception {
        byte[] input = noise(1_500_000);
        List<ScriptResult> results = shell.run(List.of(
                apart("printf out; echo err >&2; exit 7"),
                apart("cat; cat >&2 </dev/null").withStdin(Bytes.of(input)),
                apart("cat >&2; exit 3").withStdin(Bytes.of(input)).ofUser(),
                Script.of("echo plain"),
                apart("if then ) ' \" oops"),
                apart("echo unread").withStdin(Bytes.of(input)),
                apart("echo last >/dev/stdout")));
        assertEquals(
                List.of(7, 0, 3, 0, 2, 0, 0),
                results.stream()
                        .map(ScriptResult::exitCode)
                        .map(c -> c == 1 ? 2 : c)
                        .toList());
        assertEquals("out/err\n", results.get(0).out() + "/" + results.get(0).err());
        assertArrayEquals(input, results.get(1).stdout().toArray());
        assertArrayEquals(input, results.get(2).stderr().toArray());
        assertEquals("plain\n", results.get(3).out());
        assertEquals("unread\n/", results.get(5).out() + "/" + results.get(5).err());
        assertEquals("last\n", results.get(6).out());
    }

    /** Without end, on both streams, in pieces that would fall between any marks. */
    private static final String LEFT_BEHIND = "(while :; do echo late; echo late >&2; done) & echo $!";

    @Test
    void whatAProcessLeftBehindGoesOnWritingIsInNoLaterOutput() throws Exception {
        List<ScriptResult> results = shell.run(List.of(
                apart(LEFT_BEHIND),
                Script.of("for i in 1 2 3 4 5; do echo mine; sleep 0.1; done"),
                apart(LEFT_BEHIND),
                apart("sleep 0.2; echo too"),
                apart(LEFT_BEHIND)));
        String later = shell.run(List.of(Script.of("sleep 0.2; echo again")))
                .getFirst()
                .out();
        for (int left : List.of(0, 2, 4)) {
            String pid = results.get(left)
                    .out()
                    .lines()
                    .filter(line -> !line.equals("late"))
                    .findFirst()
                    .orElseThrow();
            run("kill -9 " + pid);
        }
        assertEquals(
                "mine\n".repeat(5) + "/",
                results.get(1).out() + "/" + results.get(1).err());
        assertEquals("too\n/", results.get(3).out() + "/" + results.get(3).err());
        assertEquals("again\n", later);
    }

    @Test
    void aSilentProcessLeftBehindHoldsNobodyUp() throws Exception {
        long began = System.nanoTime();
        List<ScriptResult> results =
                shell.run(List.of(apart("sleep 300 & echo $!"), Script.of("echo next"), apart("echo last")));
        assertTrue(System.nanoTime() - began < 20_000_000_000L);
        assertEquals("next\n", results.get(1).out());
        assertEquals("last\n", results.get(2).out());
        run("kill " + results.get(0).out());
    }

    @Test
    void noReaderOfAPipeStays() throws Exception {
        String pid = shell.run(List.of(apart("sleep 300 & echo $!")))
                .getFirst()
                .out()
                .strip();
        String children =
                "for f in /proc/[0-9]*/stat; do read -r l <$f 2>/dev/null && set -- ${l##*) } && [ \"$2\" = $$ ]"
                        + " && echo $l; done; :";
        assertEquals(1, run(children).out().lines().count());
        run("kill " + pid);
    }

    @Test
    void theIdentityIsThatOfTheShell() throws Exception {
        assertEquals(shell.identity().orElseThrow().pid() + "\n", run("echo $$").out());
    }
}
