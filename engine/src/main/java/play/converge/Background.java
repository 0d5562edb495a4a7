package play.converge;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.host.HostException;
import play.value.Unknown;

/**
 * A task that may go on by itself.
 *
 * @param id of its job, which no other job has
 * @param limit after which it is ended
 * @param poll how often to look whether it has ended; zero leaves it running
 */
public record Background(String id, Duration limit, Duration poll) {
    boolean isLeft() {
        return poll.isZero();
    }

    /** What is added to the result of the task. */
    Map<String, @Nullable Object> fields(String folder, boolean finished) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("ansible_job_id", id);
        fields.put("started", true);
        fields.put("finished", finished);
        fields.put("results_file", folder);
        return fields;
    }

    /**
     * Of a task that was done in step: it is finished, and {@code async_status} is to find it so.
     *
     * @param job where it is noted
     * @param kept how its result is written there
     */
    ModuleResult inStep(ModuleResult done, ConvergeOptions options, JobRun job, KeptResult kept)
            throws HostException, InterruptedException {
        if (done.outcome() instanceof Outcome.Failed
                || !(done.result() instanceof Map<?, ?> result)
                || result.containsKey("ansible_job_id")) {
            return done;
        }
        if (options.check()) {
            Unknown later = new Unknown("the job is made in the run");
            return done.and(Map.of("ansible_job_id", later, "results_file", later, "started", true, "finished", true));
        }
        try {
            String folder = isLeft()
                    ? job.note(options.task(), done.outcome() instanceof Outcome.Changed, kept.json(result))
                    : "";
            return done.and(fields(folder, true));
        } catch (JobRun.Lost e) {
            return ModuleResult.failed("it was done, but " + e.getMessage());
        }
    }
}
