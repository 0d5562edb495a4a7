package play.modules.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.JobScripts;
import play.host.JobState;
import play.host.Jobs;
import play.host.Knowledge;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Decision;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Procedure;
import play.module.Query;
import play.param.AnyOther;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.result.When;
import play.value.Content;
import play.value.Values;

/** What has become of a task that was left running by {@code async}. */
public final class AsyncStatusModule implements Query<AsyncStatusModule.Params> {
    /** What is wanted. */
    enum Mode {
        STATUS,
        CLEANUP
    }

    public record Params(
            @Doc("The job: ansible_job_id of the result of the task that was left running.")
            @Matches(value = "j[0-9]+\\.[0-9]+", expected = "the ansible_job_id of a task with async")
            String jid,

            @Doc("status asks, cleanup removes what is kept of the job on the host.") @Default("status")
            Mode mode) {}

    record Result(
            @Doc("The job.") String ansibleJobId,

            @Doc("Whether it has been started; false after cleanup.")
            boolean started,

            @Doc("Whether it has ended; false after cleanup.")
            boolean finished,

            @Doc("Directory on the host with what is kept of it.") @When("mode is status")
            Optional<String> resultsFile,

            @Doc("The directory that was removed.") @When("mode is cleanup")
            Optional<String> erased,

            @Doc("What was run.") @When("a command has ended")
            Optional<String> cmd,

            @Doc("Its exit code.") @When("a command has ended")
            Optional<Integer> rc,

            @Doc("Its standard output; empty while it runs, and where it has none.")
            String stdout,

            @Doc("Its lines.") List<String> stdoutLines,
            @Doc("Its standard error, likewise.") String stderr,
            @Doc("Its lines.") List<String> stderrLines,

            @Doc("Of a task that was done in step, all of its result.") @AnyOther
            Map<String, Object> others) {}

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "async_status",
                    "Tells of a task that was left running by async with poll: 0, or removes what is kept of it. Asks"
                            + " as the same user.",
                    Params.class,
                    new Example("a job", "", "jid: \"{{ started.ansible_job_id }}\"\n"))
            .returns(Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Jobs.of(params.jid()));
    }

    @Override
    public Optional<Procedure<Params>> acting(Params params) {
        return params.mode() == Mode.CLEANUP ? Optional.of(new Cleanup()) : Optional.empty();
    }

    @Override
    public boolean mayAct(Map<String, Optional<String>> written) {
        return written.containsKey("mode") && !Optional.of("status").equals(written.get("mode"));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(Jobs.of(params.jid())), state -> answer(params.jid(), state));
    }

    private static Answer answer(String id, JobState state) {
        return switch (state) {
            case JobState.Missing() -> new Answer.Failed("could not find job " + id, fields(id, true, true));
            case JobState.Running(String folder) -> new Answer.Found(in(folder, fields(id, true, false)));
            case JobState.Killed(String folder) ->
                new Answer.Failed(
                        "the job was ended by something else, or its host was restarted",
                        in(folder, fields(id, true, true)));
            case JobState.Done done -> answer(id, done);
            case JobState.Ended ended -> answer(id, ended);
        };
    }

    private static Answer answer(String id, JobState.Done task) {
        Map<String, @Nullable Object> fields = in(task.folder(), fields(id, true, true));
        try {
            Map<?, ?> result = JSON.readValue(task.result(), Map.class);
            result.forEach((name, value) -> fields.put(String.valueOf(name), Values.copyOf(value)));
        } catch (JsonProcessingException e) {
            return new Answer.Failed("what is kept of job " + id + " is no JSON: " + e.getOriginalMessage(), fields);
        }
        fields.put("changed", task.changing());
        return new Answer.Found(fields);
    }

    private static Answer answer(String id, JobState.Ended job) {
        Map<String, @Nullable Object> fields = in(job.folder(), fields(id, true, true));
        fields.putAll(CommandResult.of(Content.of(job.title()), job.result(), true));
        fields.put("changed", job.changing());
        return failure(job)
                .<Answer>map(why -> new Answer.CommandFailed(job.title(), why, job.result(), fields))
                .orElseGet(() -> new Answer.Found(fields));
    }

    private static Optional<String> failure(JobState.Ended job) {
        return job.late()
                ? Optional.of("Timeout exceeded: it was ended when its time, 'async', was over")
                : CommandResult.failure(job.result());
    }

    private static Map<String, @Nullable Object> in(String folder, Map<String, @Nullable Object> fields) {
        fields.put("results_file", folder);
        return fields;
    }

    private static Map<String, @Nullable Object> fields(String id, boolean started, boolean finished) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ansible_job_id", id);
        fields.put("started", started);
        fields.put("finished", finished);
        for (String output : List.of("stdout", "stderr")) {
            fields.put(output, "");
            fields.put(output + "_lines", List.of());
        }
        return fields;
    }

    /** Removes what is kept of a job. */
    private static final class Cleanup implements Procedure<Params> {
        @Override
        public ModuleSpec<Params> spec() {
            return SPEC;
        }

        @Override
        public List<StateKey<?>> probes(Params params) {
            return List.of(Jobs.of(params.jid()));
        }

        @Override
        public Decision decide(Params params, Knowledge known) {
            return switch (known.of(Jobs.of(params.jid()))) {
                case Observed.Unknown<JobState>(String reason) -> new Decision.Undetermined(reason);
                case Observed.Known<JobState>(JobState.Missing none, var how) ->
                    new Decision.Rejected("could not find job " + params.jid());
                case Observed.Known<JobState> there ->
                    new Decision.Do(new Action.Run(
                            "remove what is kept of job " + params.jid(), JobScripts.remove(params.jid()), List.of()));
            };
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public Map<String, @Nullable Object> result(Params params, ScriptResult done) {
            Map<String, @Nullable Object> fields = fields(params.jid(), false, false);
            fields.put("erased", done.out());
            return fields;
        }
    }
}
