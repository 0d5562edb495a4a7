package play.modules.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.JobState;
import play.host.Jobs;
import play.host.ScriptResult;
import play.module.Answer;
import play.module.Decision;
import play.module.Procedure;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class AsyncStatusModuleTest {
    private static final String FOLDER = "/root/.play_async/j1.2";

    private final AsyncStatusModule module = new AsyncStatusModule();
    private final AsyncStatusModule.Params asking = Parameters.of(module, Map.of("jid", "j1.2"));

    private static KnownStates known(JobState state) {
        return new KnownStates().with(Jobs.of("j1.2"), state);
    }

    private static JobState.Ended ended(int code, boolean late) {
        return new JobState.Ended(
                FOLDER, "make all", true, late, new ScriptResult(code, Bytes.of("a\nb\n"), Bytes.of("warning\n")));
    }

    private Map<String, ?> found(JobState state) {
        return assertInstanceOf(Answer.Found.class, module.answer(asking, known(state)))
                .value();
    }

    private Answer.Failed failed(JobState state) {
        return assertInstanceOf(Answer.Failed.class, module.answer(asking, known(state)));
    }

    private Answer.CommandFailed commandFailed(JobState state) {
        return assertInstanceOf(Answer.CommandFailed.class, module.answer(asking, known(state)));
    }

    @Test
    void whatWasDoneInStepShowsItsOwnResult() {
        Map<String, ?> fields = found(new JobState.Done(
                FOLDER, false, "{\"stat\":{\"exists\":true,\"size\":7},\"stdout\":\"x\",\"changed\":false}"));
        assertEquals(Map.of("exists", true, "size", 7L), fields.get("stat"));
        assertEquals(
                List.of("x", "", true), List.of(fields.get("stdout"), fields.get("stderr"), fields.get("finished")));
        assertEquals(List.of("j1.2", false), List.of(fields.get("ansible_job_id"), fields.get("changed")));
        assertFalse(fields.containsKey("rc") || fields.containsKey("cmd"), fields::toString);
        assertTrue(failed(new JobState.Done(FOLDER, true, "{")).why().contains("no JSON"));
    }

    @Test
    void aJobThatRunsHasNothingToShow() {
        Map<String, ?> fields = found(new JobState.Running(FOLDER));
        assertEquals(
                List.of(true, false, "", FOLDER),
                List.of(
                        fields.get("started"),
                        fields.get("finished"),
                        fields.get("stdout"),
                        fields.get("results_file")));
    }

    @Test
    void aJobThatHasEndedShowsAllOfIt() {
        Map<String, ?> fields = found(ended(0, false));
        assertEquals(true, fields.get("finished"));
        assertEquals(true, fields.get("changed"));
        assertEquals(0L, fields.get("rc"));
        assertEquals("make all", fields.get("cmd"));
        assertEquals(List.of("a", "b"), fields.get("stdout_lines"));
        assertEquals("warning", fields.get("stderr"));
    }

    @Test
    void aJobThatFailedFailsAndShowsItToo() {
        Answer.CommandFailed three = commandFailed(ended(3, false));
        assertEquals("non-zero return code 3", three.why());
        assertEquals(
                List.of("make all", "warning\n"),
                List.of(three.command(), three.done().err()));
        assertEquals(3L, three.value().get("rc"));
        assertTrue(commandFailed(ended(124, true)).why().startsWith("Timeout exceeded"));
        assertTrue(failed(new JobState.Killed(FOLDER)).why().contains("restarted"));
        assertEquals("could not find job j1.2", failed(new JobState.Missing()).why());
        assertEquals(true, failed(new JobState.Missing()).value().get("finished"));
    }

    @Test
    void cleanupRemovesWhatIsThere() {
        AsyncStatusModule.Params cleanup = Parameters.of(module, Map.of("jid", "j1.2", "mode", "cleanup"));
        Procedure<AsyncStatusModule.Params> acting = module.acting(cleanup).orElseThrow();

        Decision.Do work = assertInstanceOf(Decision.Do.class, acting.decide(cleanup, known(ended(0, false))));
        assertTrue(work.run().script().text().contains("rm -rf"));
        assertEquals(
                FOLDER,
                acting.result(cleanup, new ScriptResult(0, Bytes.of(FOLDER), Bytes.EMPTY))
                        .get("erased"));
        assertInstanceOf(Decision.Rejected.class, acting.decide(cleanup, known(new JobState.Missing())));
        assertTrue(module.acting(asking).isEmpty());
    }
}
