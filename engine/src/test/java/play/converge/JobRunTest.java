package play.converge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.event.Outcome;
import play.event.Redactor;
import play.host.HostException;
import play.host.JobState;
import play.host.Jobs;
import play.host.Observed;
import play.host.StateKey;
import play.module.TaskModule;
import play.module.Workshop;
import play.value.Secret;

/** Jobs on this machine, with a home of their own. */
class JobRunTest {
    private final LocalShell shell = new LocalShell();
    private final Converger converger = converger();

    @TempDir
    Path home;

    private static Converger converger() {
        Path nowhere = Path.of("/nonexistent");
        Workshop workshop = new Workshop(
                nowhere, nowhere, nowhere, InstantSource.system(), new Random(1), Optional.empty(), line -> {});
        return new Converger(
                new LocalShell(), new Store(List::of, workshop), new Redactor(), Attendant.NOBODY, Duration.ZERO);
    }

    private Session session() {
        return converger.session("h1", shell).with(Map.of("HOME", home.toString()));
    }

    private ModuleResult run(String command, String id, int limit, int poll) throws Exception {
        return run(command, new Background(id, Duration.ofSeconds(limit), Duration.ofMillis(poll)), false);
    }

    private ModuleResult run(String command, Background background, boolean check) throws Exception {
        return run(new Procedures.Deciding(), Procedures.command(command), background, check);
    }

    private ModuleResult run(
            TaskModule<Procedures.Deciding.Params> module,
            Procedures.Deciding.Params params,
            Background background,
            boolean check)
            throws Exception {
        Session session = session();
        ConvergeOptions options = new ConvergeOptions(
                "the task",
                check,
                false,
                difference -> {},
                warning -> {},
                Optional.of(background),
                0,
                Approval.GRANTED,
                ConvergeOptions.Sides.USUAL,
                Optional.empty());
        return session.inTurn(() -> converger.run(module, params, session, options));
    }

    private Map<?, ?> fields(ModuleResult result) {
        return assertInstanceOf(Map.class, result.result());
    }

    private JobState state(String id) throws Exception {
        StateKey<JobState> key = Jobs.of(id);
        var read = key.family()
                .parse(List.of(key), session().shell().run(key.family().read(List.of(key))));
        return assertInstanceOf(Observed.Known.class, read.get(key)).value() instanceof JobState state
                ? state
                : new JobState.Missing();
    }

    private JobState.Ended ended(String id) throws Exception {
        for (int look = 0; look < 200 && !(state(id) instanceof JobState.Ended); look++) {
            Thread.sleep(50);
        }
        return assertInstanceOf(JobState.Ended.class, state(id));
    }

    private String folder(String id) {
        return home.resolve(".play_async").resolve(id).toString();
    }

    /** Its result is made of what was said, which nobody looks after a job for. */
    @Test
    void aQuestionThatActsIsDoneInStep() throws Exception {
        ModuleResult done = run(
                new Procedures.Asking(),
                Procedures.telling("echo 1 row"),
                new Background("j0.1", Duration.ofSeconds(60), Duration.ZERO),
                false);

        assertEquals(
                Map.of(
                        "stdout",
                        "1 row\n",
                        "ansible_job_id",
                        "j0.1",
                        "started",
                        true,
                        "finished",
                        true,
                        "results_file",
                        folder("j0.1")),
                done.result());
        assertInstanceOf(Outcome.Changed.class, done.outcome());
        assertTrue(assertInstanceOf(JobState.Done.class, state("j0.1")).changing());
    }

    @Test
    void whatIsLeftRunningIsToldOfAndGoesOn() throws Exception {
        Path go = home.resolve("go");
        ModuleResult left = run("until [ -e '" + go + "' ]; do sleep 0.05; done; echo out; exit 3", "j1.1", 60, 0);

        assertEquals(
                Map.of(
                        "ansible_job_id", "j1.1",
                        "started", true,
                        "finished", false,
                        "changed", true,
                        "results_file", folder("j1.1")),
                left.result());
        assertInstanceOf(Outcome.Changed.class, left.outcome());
        assertEquals(new JobState.Running(folder("j1.1")), state("j1.1"));
        Files.createFile(go);
        JobState.Ended ended = ended("j1.1");
        assertEquals(3, ended.result().exitCode());
        assertEquals("out\n", ended.result().out());
        assertTrue(ended.changing() && !ended.late());
    }

    @Test
    void onlyItsUserMayLookIntoItsDirectoryAndNoFileHoldsTheScript() throws Exception {
        run("echo shown; : not-to-be-kept", "j1.2", 60, 0);
        ended("j1.2");
        assertEquals(
                "[OWNER_EXECUTE, OWNER_READ, OWNER_WRITE]",
                new TreeSet<>(Files.getPosixFilePermissions(Path.of(folder("j1.2"))).stream()
                                .map(String::valueOf)
                                .toList())
                        .toString());
        try (var files = Files.list(Path.of(folder("j1.2")))) {
            for (Path file : files.filter(file -> !file.endsWith("title")).toList()) {
                assertFalse(Files.readString(file).contains("not-to-be-kept"), file::toString);
            }
        }
    }

    @Test
    void waitingSurvivesALostConnectionAndTidiesUp() throws Exception {
        shell.loseAnswer(1, new HostException.Interrupted("cut"));
        ModuleResult waited = run("sleep 0.3; echo done", "j1.3", 60, 100);

        assertEquals("done\n", fields(waited).get("stdout"));
        assertEquals(true, fields(waited).get("finished"));
        assertEquals(new JobState.Missing(), state("j1.3"));
    }

    @Test
    void itsTimeEndsItWithAllItHasStarted() throws Exception {
        Path still = home.resolve("still");
        ModuleResult late = run("(sleep 3; touch '" + still + "') & sleep 30", "j1.4", 1, 100);

        assertEquals(
                "not done within the 1 s that 'async' gives it",
                assertInstanceOf(Outcome.Failed.class, late.outcome()).message());
        Thread.sleep(2500);
        assertFalse(Files.exists(still));
    }

    @Test
    void whatWasKilledIsNeitherRunningNorDone() throws Exception {
        run("sleep 30", "j1.5", 60, 0);
        new ProcessBuilder("kill", "-9", "--", "-" + process("j1.5")).start().waitFor();
        for (int look = 0; look < 100 && state("j1.5") instanceof JobState.Running; look++) {
            Thread.sleep(50);
        }
        assertEquals(new JobState.Killed(folder("j1.5")), state("j1.5"));
    }

    @Test
    void aDryRunMakesNoJob() throws Exception {
        run("touch " + home.resolve("made"), new Background("j1.6", Duration.ofSeconds(9), Duration.ZERO), true);
        assertFalse(Files.exists(home.resolve(".play_async")));
        assertFalse(Files.exists(home.resolve("made")));
    }

    @Test
    void whatCannotGoOnByItselfIsDoneInStepAndNoted() throws Exception {
        Session session = session();
        Background background = new Background("j1.7", Duration.ofSeconds(9), Duration.ZERO);
        ConvergeOptions options = new ConvergeOptions(
                "the task",
                false,
                false,
                difference -> {},
                warning -> {},
                Optional.of(background),
                0,
                Approval.GRANTED,
                ConvergeOptions.Sides.USUAL,
                Optional.empty());
        String file = home.resolve("s").toString();
        ModuleResult done = session.inTurn(() ->
                converger.run(new Procedures.Deciding(), Procedures.script(file, "echo in step\n"), session, options));

        assertEquals("in step\n", fields(done).get("stdout"));
        assertEquals(true, fields(done).get("finished"));
        JobState.Done noted = assertInstanceOf(JobState.Done.class, state("j1.7"));
        assertTrue(noted.changing() && noted.result().contains("\"stdout\":\"in step\\n\""), noted::toString);
    }

    @Test
    void secretsOfAResultAreNotKeptOnTheHost() {
        Redactor redactor = new Redactor();
        redactor.learnText("of-another-task");
        String json = new KeptResult(redactor)
                .json(Map.of(
                        "items",
                        List.of(new Secret("hunter-two"), 7L, true, "with of-another-task in it"),
                        "stdout",
                        "says hunter-two"));
        assertTrue(json.contains("\"items\":[\"***\",7,true,\"with *** in it\"]"), json);
        assertTrue(json.contains("\"stdout\":\"says ***\""), json);
    }

    @Test
    void whatDoesNotRunGoesAWeekLater() throws Exception {
        run("sleep 30", "j2.1", 60, 0);
        for (String id : List.of("j2.2", "j2.3")) {
            Files.createDirectory(Path.of(folder(id)));
        }
        run("true", "j2.4", 60, 0);
        ended("j2.4");
        age("j2.1", 8);
        age("j2.2", 6);
        age("j2.3", 7);
        age("j2.4", 7);
        run("true", "j2.5", 60, 0);
        ended("j2.5");
        assertInstanceOf(JobState.Running.class, state("j2.1"));
        assertInstanceOf(JobState.Killed.class, state("j2.2"));
        assertInstanceOf(JobState.Missing.class, state("j2.3"));
        assertInstanceOf(JobState.Missing.class, state("j2.4"));
        new ProcessBuilder("kill", "-9", "--", "-" + process("j2.1")).start().waitFor();
    }

    private void age(String id, int days) throws Exception {
        Files.setLastModifiedTime(
                Path.of(folder(id)),
                FileTime.from(Instant.now().minus(Duration.ofDays(days)).minusSeconds(60)));
    }

    private String process(String id) throws Exception {
        return Files.readString(Path.of(folder(id), "process")).split(" ")[0];
    }
}
