package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.diag.PlainDiagnostic;
import play.diag.Severity;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.event.RunEvent;
import play.event.StateChange;
import play.event.TaskRef;

/** No text from outside steers the terminal or looks like a line of ours, whichever field of an event it is in. */
class ConsoleTest {
    private static final String ATTACK = "a\u001b[2Jb\r"
            + "ok: [db1]\n"
            + "ok: [db1]\r\n\n"
            + "PLAY RECAP ****\n"
            + "db1 : ok=99\n"
            + "  --> site.yml:1:1\u0085\u009b\u202e\u200b\u2028\ud800\u0007\ud83d\ude00";

    private static String shown(Console.Style style, RunEvent... events) {
        Totals totals = new Totals();
        return shown(totals, out -> new Console(out, style, totals), events);
    }

    private static String shown(Totals totals, Function<PrintWriter, Report> report, RunEvent... events) {
        StringWriter out = new StringWriter();
        try (EventLog log = new EventLog(
                totals,
                List.of(report.apply(new PrintWriter(out))),
                new Redactor(),
                InstantSource.system(),
                AssertionError::new)) {
            for (RunEvent event : events) {
                log.accept(event);
            }
        }
        return out.toString();
    }

    private static TaskRef task(String name, String module) {
        return new TaskRef("0/tasks/0", name, module, "", false, Optional.empty());
    }

    private static RunEvent.TaskFinished finished(String host, TaskRef task, Outcome outcome, Object result) {
        return new RunEvent.TaskFinished(task, host, Optional.empty(), false, outcome, result, 1);
    }

    private static RunEvent item(TaskRef task, Outcome outcome, Object result) {
        return new RunEvent.ItemFinished(task, ATTACK, Optional.of(ATTACK), 0, ATTACK, outcome, result, 1);
    }

    private static List<Cause> causes() {
        PlainDiagnostic.Place place = new PlainDiagnostic.Place(ATTACK, 1, 1, 3, Optional.of(ATTACK));
        PlainDiagnostic problem = new PlainDiagnostic(
                Severity.ERROR,
                "code",
                ATTACK,
                ATTACK,
                Optional.of(place),
                List.of(new PlainDiagnostic.Note(ATTACK, Optional.of(place))));
        return List.of(
                new Cause.Problem(problem),
                new Cause.Parameters(List.of(new Cause.Parameters.Fault(ATTACK, ATTACK, List.of(problem)))),
                new Cause.Step(ATTACK, 1, ATTACK, ATTACK),
                new Cause.Command(ATTACK, ATTACK, 1, ATTACK, ATTACK),
                new Cause.Condition(Cause.Condition.Keyword.UNTIL, ATTACK, ATTACK, ATTACK),
                new Cause.Retried(1, new Cause.Problem(problem)),
                new Cause.Items(1, 2),
                new Cause.Hidden(),
                new Cause.Internal(ATTACK, ATTACK, ATTACK, ATTACK, ATTACK));
    }

    /** Every event there is, with texts that attack. */
    static RunEvent[] attacks() {
        TaskRef task = new TaskRef(ATTACK, ATTACK, "debug", ATTACK, false, true, Optional.empty());
        return Stream.concat(
                        Stream.of(simpleAttacks()),
                        causes().stream().map(cause -> finished(ATTACK, task, new Outcome.Failed(cause), Map.of())))
                .toArray(RunEvent[]::new);
    }

    private static RunEvent[] simpleAttacks() {
        TaskRef task = new TaskRef(ATTACK, ATTACK, "debug", ATTACK, false, true, Optional.empty());
        StateChange change = new StateChange(
                ATTACK,
                ATTACK,
                List.of(new StateChange.Field(ATTACK, ATTACK, ATTACK)),
                Optional.of(new StateChange.Text(ATTACK, ATTACK + ATTACK)));
        Map<String, Object> result = Map.of(ATTACK, List.of(ATTACK));
        return new RunEvent[] {
            new RunEvent.RunStarted("1", true, List.of(ATTACK)),
            new RunEvent.PlayStarted("0", ATTACK, List.of(ATTACK)),
            new RunEvent.TaskStarted(task),
            new RunEvent.HostStarted(task, ATTACK),
            item(task, new Outcome.Changed(ATTACK, List.of(change)), result),
            item(task, new Outcome.Failed(ATTACK), result),
            finished(
                    ATTACK,
                    task,
                    new Outcome.Failed(new Cause.Reason(ATTACK), List.of(ATTACK), List.of(ATTACK, ATTACK), true),
                    result),
            new RunEvent.TaskFinished(task, ATTACK, Optional.of(ATTACK), false, new Outcome.Ok(), result, 1),
            finished(ATTACK, task, new Outcome.CannotTell(ATTACK), result),
            finished(ATTACK, task, new Outcome.CannotTell(ATTACK), result),
            finished(ATTACK, task, new Outcome.Skipped(ATTACK), result),
            finished(ATTACK, task, new Outcome.Unreachable(ATTACK, true), result),
            finished(ATTACK, task("t", "include"), new Outcome.Ok(), Map.of("include", ATTACK, "item", ATTACK)),
            new RunEvent.TaskRetried(task, ATTACK, 1, ATTACK),
            new RunEvent.Rescued(ATTACK, task),
            new RunEvent.HandlerMayRun(ATTACK, ATTACK, ATTACK),
            new RunEvent.ForeseenDiffers(ATTACK, task, change),
            new RunEvent.Progress(ATTACK),
            new RunEvent.Warning(ATTACK),
            new RunEvent.PlayFinished(ATTACK),
            new RunEvent.RunFinished(false, Optional.empty())
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void textsFromOutsideAreHarmlessInEveryEvent(boolean asAnsible) {
        assertHarmless(shown(new Console.Style(true, 3, false, 80, asAnsible, false), attacks()));
    }

    @Test
    void soAreThoseOfHostsThatAreToldOfTogether() {
        assertHarmless(shown(new Console.Style(true, 3, false, 80, false, true), attacks()));
    }

    @Test
    void titlesAreAsLongAsTheTerminalIsWideByThen() {
        AtomicInteger columns = new AtomicInteger(30);
        String out = shown(
                new Console.Style(false, 0, false, () -> columns.getAndSet(20), false, false),
                new RunEvent.PlayStarted("0", "all", List.of("a")),
                new RunEvent.PlayStarted("1", "all", List.of("a")));
        assertEquals("\nPLAY [all] *******************\n\nPLAY [all] *********\n", out);
    }

    @Test
    void aResultStandsBelowTheTitleOfItsTaskThoughTasksTakeTurns() {
        TaskRef one = new TaskRef("0/tasks/0", "one", "copy", "", false, Optional.empty());
        TaskRef two = new TaskRef("0/tasks/1", "two", "copy", "", false, Optional.empty());
        String out = shown(
                new Console.Style(false, 0, false, 20, false, false),
                new RunEvent.PlayStarted("0", "all", List.of("a", "b")),
                new RunEvent.TaskStarted(one),
                new RunEvent.TaskStarted(one),
                finished("a", one, new Outcome.Ok(), Map.of()),
                new RunEvent.TaskStarted(two),
                finished("b", one, new Outcome.Ok(), Map.of()),
                new RunEvent.TaskStarted(two),
                new RunEvent.HostStarted(two, "b"),
                finished("a", two, new Outcome.Ok(), Map.of()),
                finished("b", two, new Outcome.Ok(), Map.of()));
        assertEquals(
                List.of(
                        "PLAY [all] *********",
                        "TASK [one] *********",
                        "ok: [a]",
                        "TASK [two] *********",
                        "TASK [one] *********",
                        "ok: [b]",
                        "TASK [two] *********",
                        "ok: [a]",
                        "ok: [b]"),
                out.lines().filter(line -> !line.isEmpty()).toList());
    }

    @Test
    void hostsThatAreAlikeShareALine() {
        TaskRef task = task("copy a file", "copy");
        List<RunEvent> events = new ArrayList<>(
                List.of(new RunEvent.PlayStarted("0", "all", List.of("a", "b", "c")), new RunEvent.TaskStarted(task)));
        for (String host : List.of("a", "b")) {
            events.add(finished(host, task, new Outcome.Changed("write /a", List.of()), Map.of()));
        }
        events.add(finished("c", task, new Outcome.Failed("no"), Map.of()));
        for (int i = 0; i < 20; i++) {
            events.add(finished("web" + i, task, new Outcome.Ok(), Map.of("rc", (long) i)));
        }
        events.add(new RunEvent.PlayFinished("all"));
        String out = shown(new Console.Style(false, 0, false, 60, false, true), events.toArray(RunEvent[]::new));
        assertEquals(
                List.of("fatal: [c]: FAILED! => no", "changed: [a, b] => write /a", "ok: 20 hosts"),
                out.lines().skip(4).toList(),
                out);
    }

    @Test
    void hostsWhoseResultIsShownShareALineOnlyWhereThatIsTheSame() {
        TaskRef task = new TaskRef("0/tasks/0", "say", "debug", "", false, true, Optional.empty());
        String out = shown(
                new Console.Style(false, 0, false, 60, false, true),
                new RunEvent.TaskStarted(task),
                finished("a", task, new Outcome.Ok(), Map.of("msg", "x")),
                finished("b", task, new Outcome.Ok(), Map.of("msg", "y")),
                finished("c", task, new Outcome.Ok(), Map.of("msg", "x")),
                new RunEvent.PlayFinished("all"));
        assertTrue(out.contains("ok: [a, c] => {\n    \"msg\": \"x\"\n}"), out);
        assertTrue(out.contains("ok: [b] => {\n    \"msg\": \"y\"\n}"), out);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void soAreThoseAmongResultsAlone(int verbosity) {
        Console.Style style = new Console.Style(true, verbosity, false, 80, false, false);
        assertHarmless(shown(new Totals(), out -> new HostResults(out, style), attacks()));
    }

    private static void assertHarmless(String out) {
        String[] lines = out.split("\n", -1);
        for (String line : lines) {
            assertFalse(
                    line.startsWith("ok: [db1]") || line.startsWith("db1 :") || line.equals("PLAY RECAP ****"),
                    () -> "forged: " + line);
            assertFalse(line.startsWith("  --> site.yml:1:1"), () -> "forged: " + line);
            line.chars()
                    .filter(c -> c < ' ' || (c >= 0x7f && c <= 0x9f) || "\u202e\u200b\u2028\u2029".indexOf(c) >= 0)
                    .forEach(c -> assertEquals('\t', c, () -> "control character " + c + " in: " + line));
        }
        assertTrue(
                out.contains("\\x1b[2J") && out.contains("\\u202e") && out.contains("\\x9b") && out.contains("\\r"),
                out);
        assertTrue(out.contains("\ud83d\ude00"), "a harmless character is shown as it is");
    }

    @Test
    void eventsInTheFileAreHarmlessToo() {
        StringWriter out = new StringWriter();
        try (EventLog log = new EventLog(
                new Totals(),
                List.of(new JsonLines(new PrintWriter(out))),
                new Redactor(),
                InstantSource.system(),
                AssertionError::new)) {
            for (RunEvent event : attacks()) {
                log.accept(event);
            }
        }
        assertTrue(
                out.toString()
                        .chars()
                        .noneMatch(c -> (c < ' ' && c != '\n') || c == 0x9b || c == 0x202e || c == 0x200b),
                out::toString);
    }

    @Test
    void looksLikeAnsibles() {
        TaskRef task = new TaskRef("0/tasks/0", "show", "debug", "", false, true, Optional.empty());
        TaskRef include = new TaskRef("0/tasks/1", "include_tasks", "include", "", false, Optional.empty());
        String out = shown(
                new Console.Style(false, 0, false, 30, false, false),
                new RunEvent.PlayStarted("0", "all", List.of("a", "b")),
                new RunEvent.TaskStarted(task),
                new RunEvent.ItemFinished(
                        task,
                        "a",
                        Optional.empty(),
                        0,
                        "x",
                        new Outcome.Ok(),
                        Map.of("msg", List.of("x", 1L), "changed", false, "item", "x", "ansible_loop_var", "item"),
                        1),
                new RunEvent.ItemFinished(
                        task,
                        "a",
                        Optional.empty(),
                        1,
                        "y",
                        new Outcome.Ok(),
                        Map.of("item", "y", "changed", false, "ansible_loop_var", "item"),
                        1),
                finished("a", task, new Outcome.Ok(), Map.of("results", List.of())),
                new RunEvent.TaskStarted(include),
                finished("a", include, new Outcome.Ok(), Map.of("include", "/p/inc.yml")),
                finished("c", include, new Outcome.Ok(), Map.of("include", "/p/inc.yml")),
                finished("c", include, new Outcome.Ok(), Map.of("include", "/p/inc.yml", "item", "%s")),
                new RunEvent.RunFinished(false, Optional.empty()));
        assertEquals("""

            PLAY [all] *******************

            TASK [show] ******************
            ok: [a] => (item=x) => {
                "msg": [
                    "x",
                    1
                ]
            }
            ok: [a] => (item=y) => {
                "item": "y"
            }

            TASK [include_tasks] *********
            included: /p/inc.yml for a, c
            included: /p/inc.yml for c => (item=%s)

            PLAY RECAP *******************
            a                          : ok=2    changed=0    unreachable=0    failed=0    \
            skipped=0    rescued=0    ignored=0  \s
            c                          : ok=2    changed=0    unreachable=0    failed=0    \
            skipped=0    rescued=0    ignored=0  \s

            """, out);
    }

    @Test
    void aReasonIsSaidOnceInAPlayAndThenCounted() {
        String why =
                "'make the token' was not run in the dry run, and what it registers is known only after it, so this"
                        + " cannot be told";
        TaskRef task = task("t", "command");
        RunEvent unknown = finished("a", task, new Outcome.CannotTell(why), Map.of());
        String out = shown(
                new Console.Style(false, 0, false, 80, false, false),
                unknown,
                unknown,
                unknown,
                new RunEvent.PlayFinished("p"),
                unknown);
        assertEquals(3, out.lines().filter(line -> line.contains(why)).count(), out);
        assertEquals(
                2, out.lines().filter(line -> line.endsWith("… (as before)")).count(), out);
        assertEquals(
                4, out.lines().filter(line -> line.startsWith("unknown: [a]")).count(), out);
        assertTrue(out.contains("3 times in this play"), out);
    }

    @Test
    void resultsAreJsonBesideTheSentenceAndInItsPlaceOnRequest() {
        TaskRef task = task("t", "command");
        RunEvent failed = finished(
                "a",
                task,
                new Outcome.Failed("false: non-zero return code 1"),
                Map.of("rc", 1L, "failed", true, "cmd", "false"));
        assertEquals(
                List.of(
                        "fatal: [a]: FAILED! => false: non-zero return code 1",
                        "  result: {\"cmd\": \"false\", \"msg\": \"false: non-zero return code 1\", \"rc\": 1}"),
                shown(new Console.Style(false, 1, false, 80, false, false), failed)
                        .lines()
                        .skip(2)
                        .toList());
        assertEquals(
                List.of("fatal: [a]: FAILED! => {\"cmd\": \"false\", \"msg\": \"false: non-zero return code 1\","
                        + " \"rc\": 1}"),
                shown(new Console.Style(false, 0, false, 80, true, false), failed)
                        .lines()
                        .skip(2)
                        .toList());
        assertEquals(
                List.of("fatal: [a]: UNREACHABLE! => {\"changed\": false, \"msg\": \"gone\", \"unreachable\": true}"),
                shown(
                                new Console.Style(false, 0, false, 80, true, false),
                                finished("a", task, new Outcome.Unreachable("gone", false), Map.of()))
                        .lines()
                        .skip(2)
                        .toList());
    }
}
