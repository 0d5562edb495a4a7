package play.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;

/** The page as somebody uses it in a browser. */
@Tag("lab")
class HtmlPageTest {
    private static final String ATTACK =
            "</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- \u202e \u2028 \u001b[2J ${1} $&"
                    + " {\"data\":0}";

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        browser = new Browser(Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    private static void smallRun(RunView view) {
        new Told(view).smallRun();
    }

    private static Path written(RunView view) throws Exception {
        Path file = folder.resolve("run.html");
        ReportFile.of(file).orElseThrow().write(view);
        return file;
    }

    private static void opened(RunView view, Use use) throws Exception {
        Path file = written(view);
        browser.open(file);
        use.of(browser);
        assertEquals(List.of(), browser.complaints());
        assertEquals(List.of(file.toUri().toString()), browser.requests());
    }

    private interface Use {
        void of(Browser browser) throws Exception;
    }

    @Test
    void tellsWhatFailedAndHowManyHostsDidWhat() throws Exception {
        RunView view = new RunView();
        smallRun(view);
        opened(view, browser -> {
            assertEquals("play run site.yml", browser.text("h1"));
            assertEquals("1 host failed. 2 changes.", browser.text("#verdict"));
            assertTrue(browser.text("#failure-list").contains("failed web1: Check\nsite.yml:3:7"));
            assertEquals(1, browser.count(".card"));
            assertEquals("web1", browser.text("#hosts tbody tr:first-child th"), "hosts that failed come first");
            assertEquals(3, browser.count("details.task"));
            assertTrue(browser.screenshot().length > 10_000);
        });
    }

    @Test
    void aTaskOpensToItsHostsAndTheirChanges() throws Exception {
        RunView view = new RunView();
        smallRun(view);
        opened(view, browser -> {
            browser.click("details.task summary");
            assertEquals(2, browser.countOnce(2, "details.task[open] tbody tr"));
            String told = browser.text("details.task[open] tbody");
            assertTrue(told.contains("write /srv/a"), told);
            assertTrue(told.contains("-  mode: 0600\n+  mode: 0644"), told);
            assertTrue(told.contains("-a\n+b"), told);
        });
    }

    @Test
    void tasksAreFilteredByHostStateAndText() throws Exception {
        RunView view = new RunView();
        smallRun(view);
        opened(view, browser -> {
            assertEquals("3 tasks, 6 results", browser.text("#count"));
            browser.click("#changed");
            assertEquals("2 tasks, 2 results", browser.text("#count"));
            browser.click("#changed");
            browser.click("#text");
            browser.type("WRITE /srv");
            assertEquals("1 task, 1 result", browser.text("#count"));
            browser.click("#filter button");
            assertEquals(3, browser.countOnce(3, "details.task"));
            assertEquals("3 tasks, 6 results", browser.text("#count"));
            browser.click("#host");
            browser.type("web2");
            assertEquals("3 tasks, 3 results", browser.text("#count"));
            browser.type("x");
            assertEquals("No host is called web2x.", browser.text("#count"));
            assertEquals(0, browser.count("details.task"));
        });
    }

    @Test
    void theTimelineTellsOfWhatIsUnderTheMouseAndZooms() throws Exception {
        RunView view = new RunView();
        smallRun(view);
        opened(view, browser -> {
            assertEquals("0 ms – 15.0 s", browser.text("#span"));
            int x = browser.value("160 + (document.getElementById('timeline').clientWidth - 160) * 2.8 / 15")
                    .asInt();
            browser.hover("#timeline", x, 28);
            assertFalse(browser.value("document.getElementById('tip').hidden").asBoolean());
            assertTrue(browser.text("#tip").startsWith("web1 Write changed 500 ms"), browser.text("#tip"));
            browser.click("#zoom-in");
            assertEquals("3.8 s – 11.3 s", browser.text("#span"));
            browser.value("document.getElementById('timeline-box').focus()");
            browser.key("ArrowRight");
            assertEquals("5.3 s – 12.8 s", browser.text("#span"));
            browser.click("#zoom-all");
            assertEquals("0 ms – 15.0 s", browser.text("#span"));
        });
    }

    @Test
    void whatHostsSayStaysText() throws Exception {
        RunView view = new RunView();
        TaskRef task = new TaskRef("0/tasks/0", ATTACK, ATTACK, ATTACK, false, Optional.empty());
        new Told(view)
                .event(new RunEvent.RunStarted("1", false, List.of(ATTACK)))
                .event(new RunEvent.PlayStarted("0", ATTACK, List.of(ATTACK)))
                .event(new RunEvent.TaskStarted(task))
                .event(Told.item(task, ATTACK, ATTACK, new Outcome.Failed(ATTACK)))
                .event(new RunEvent.TaskFinished(
                        task,
                        ATTACK,
                        Optional.of(ATTACK),
                        false,
                        new Outcome.Failed(ATTACK),
                        Map.of(ATTACK, ATTACK),
                        1))
                .event(new RunEvent.Warning(ATTACK))
                .ended();
        opened(view, browser -> {
            browser.click("details.task summary");
            assertEquals(1, browser.countOnce(1, "details.task[open] tbody tr"));
            assertEquals(
                    ATTACK.replace("\u202e", "\\u202e")
                            .replace("\u2028", "\\u2028")
                            .replace("\u001b", "\\x1b"),
                    browser.value("document.querySelector('#warning-list li').textContent")
                            .asText());
            assertEquals(0, browser.count("img"));
            assertEquals(2, browser.count("script"));
            assertTrue(browser.text("details.task[open] tbody").contains("onerror=alert(2)"));
        });
    }

    @Test
    void whatRanWhenARunWasInterruptedIsNamed() throws Exception {
        RunView view = new RunView();
        TaskRef slow = Told.task("0/tasks/0", "Slow");
        new Told(view)
                .begun(false, Told.WEB1, Told.WEB2)
                .event(new RunEvent.TaskStarted(slow))
                .event(new RunEvent.HostStarted(slow, Told.WEB1))
                .event(new RunEvent.HostStarted(slow, Told.WEB2))
                .event(Told.finished(slow, Told.WEB2, new Outcome.Ok()))
                .event(new RunEvent.RunFinished(true, Optional.empty()));
        opened(
                view,
                browser -> assertTrue(
                        browser.text("#verdict").startsWith("This run was interrupted while 'Slow' ran on web1."),
                        browser.text("#verdict")));
    }

    @Test
    void fiveHundredHostsWithTwoHundredTasksEachAreShown() throws Exception {
        RunView view = new RunView();
        String[] hosts = new String[500];
        for (int h = 0; h < hosts.length; h++) {
            hosts[h] = "web" + h + ".example.org";
        }
        Told told = new Told(view).begun(false, hosts);
        for (int t = 0; t < 200; t++) {
            TaskRef task = Told.task("0/tasks/" + t, "Task number " + t);
            told.event(new RunEvent.TaskStarted(task));
            for (int h = 0; h < hosts.length; h++) {
                Outcome outcome = (t + h) % 7 == 0 ? Told.changed("write file " + h) : new Outcome.Ok();
                told.event(Told.finished(task, hosts[h], outcome));
            }
        }
        told.ended();
        opened(view, browser -> {
            assertEquals(200, browser.count("details.task"));
            assertEquals("200 tasks, 100000 results", browser.text("#count"));
            browser.click("details.task summary");
            assertEquals(200, browser.countOnce(200, "details.task[open] tbody tr"));
            assertEquals("Show 300 more", browser.text("details.task[open] > button"));
            browser.click("details.task[open] > button");
            assertEquals(500, browser.count("details.task[open] tbody tr"));
            System.out.println("the page of 500 hosts and 200 tasks: "
                    + browser.value("Math.round(performance.timing.loadEventEnd - performance.timing.navigationStart)")
                    + " ms to load, "
                    + Files.size(folder.resolve("run.html")) / 1024 + " KiB");
        });
    }
}
