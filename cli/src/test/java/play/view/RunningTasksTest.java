package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;

/** What goes on, in a few lines. */
class RunningTasksTest {
    private static final TaskRef TASK = Told.task("0/tasks/0", "Install");

    private final RunningTasks running = new RunningTasks();
    private final Told told = new Told(running);

    private Told begun(String... hosts) {
        told.begun(false, hosts).event(new RunEvent.TaskStarted(TASK));
        for (String host : hosts) {
            told.event(new RunEvent.HostStarted(TASK, host));
        }
        return told;
    }

    @Test
    void nothingIsSaidWhereNothingRuns() {
        assertEquals(List.of(), running.lines(0, 80));
        begun("web1").event(Told.finished(TASK, "web1", new Outcome.Ok())).ended();
        assertEquals(List.of(), running.lines(10_000, 80));
    }

    @Test
    void hostsAreCountedByWhatTheyDo() {
        told.begun(false, "web1", "web2", "web3", "web4").event(new RunEvent.TaskStarted(TASK));
        told.event(new RunEvent.HostStarted(TASK, "web1")).event(new RunEvent.HostStarted(TASK, "web2"));
        told.event(new RunEvent.HostStarted(TASK, "web3"));
        told.event(Told.finished(TASK, "web1", new Outcome.Ok()));
        told.event(Told.finished(TASK, "web2", new Outcome.Failed("no")));
        assertEquals(
                List.of("1:04  Install: 1 running, 1 waiting, 2 done, 1 failed, for 1:02", "  longest: web3 0:59"),
                running.lines(65_000, 80));
    }

    @Test
    void aTaskThatIsDoneIsForgottenWhenTheNextBegins() {
        begun("web1", "web2");
        told.event(Told.finished(TASK, "web1", new Outcome.Ok())).event(Told.finished(TASK, "web2", new Outcome.Ok()));
        TaskRef next = Told.task("0/tasks/1", "Start");
        told.event(new RunEvent.TaskStarted(next)).event(new RunEvent.HostStarted(next, "web2"));
        assertEquals(
                "0:08  Start: 1 running, 1 waiting, for 0:01",
                running.lines(9_000, 80).getFirst());
    }

    @Test
    void whatIsWaitedForIsSaidWithSinceWhen() {
        begun("web1").event(new RunEvent.TaskRetried(TASK, "web1", 9, "port 80 is closed"));
        told.event(new RunEvent.TaskRetried(TASK, "web1", 8, "port 80 is closed"));
        assertEquals(
                List.of(
                        "0:14  Install: 1 running, for 0:12",
                        "  web1 waits (8 more attempts): port 80 is closed, for 0:10"),
                running.lines(15_000, 80));
    }

    @Test
    void whatMovesHasItsShareAndRate() {
        begun("web1").event(new RunEvent.Transferred("web1: /usr/bin/tool", 1 << 20, 10 << 20));
        told.event(new RunEvent.Transferred("web1: /usr/bin/tool", 5 << 20, 10 << 20));
        told.event(new RunEvent.Transferred("tool.tar", 3 << 20, 0));
        assertEquals(
                List.of("  web1: /usr/bin/tool: 50 % of 10.0 MiB, 4.0 MiB/s", "  tool.tar: 3.0 MiB"),
                running.lines(8_000, 80).subList(1, 3));
        assertEquals(1, running.lines(20_000, 80).size(), "nothing is said of what no longer moves");
    }

    @Test
    void whatIsBroughtAnewHasARateOfItsOwn() {
        begun("web1").event(new RunEvent.Transferred("web1: /a", 5 << 20, 10 << 20));
        told.event(new RunEvent.Transferred("web1: /a", 1 << 20, 10 << 20));
        assertEquals("  web1: /a: 10 % of 10.0 MiB", running.lines(6_000, 80).get(1));
        told.event(new RunEvent.Transferred("web1: /a", 3 << 20, 10 << 20));
        assertEquals(
                "  web1: /a: 30 % of 10.0 MiB, 2.0 MiB/s",
                running.lines(7_000, 80).get(1));
    }

    @Test
    void aSilentHostIsNamedUntilItAnswersOrIsLost() {
        begun("web1").event(new RunEvent.HostSilent("web1", 10, 30));
        assertEquals(
                "  web1 has not answered for 15 s", running.lines(10_000, 80).get(1));
        assertEquals(1, running.lines(26_000, 80).size());
    }

    @Test
    void linesFitTheTerminalThoughCharactersAreWide() {
        TaskRef wide = Told.task("0/tasks/0", "\u65e5\u672c\u8a9e".repeat(20));
        told.begun(false, "web1").event(new RunEvent.TaskStarted(wide));
        told.event(new RunEvent.HostStarted(wide, "web1"));
        String line = running.lines(3_000, 20).getFirst();
        assertEquals("0:02  " + "\u65e5\u672c\u8a9e\u65e5\u672c\u8a9e", line);
    }

    @Test
    void whatComesFromAHostSteersNothing() {
        begun("web1").event(new RunEvent.TaskRetried(TASK, "web1", 1, "a\u001b[2J\nb"));
        assertEquals(
                "  web1 waits (1 more attempts): a\\x1b[2J\\nb, for 0:00",
                running.lines(5_000, 80).get(1));
    }
}
