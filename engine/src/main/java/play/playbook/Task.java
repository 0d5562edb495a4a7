package play.playbook;

import java.util.List;
import java.util.Optional;
import play.diag.Diagnostic;
import play.source.Span;

/**
 * A call of a module.
 *
 * @param result what becomes of its result
 */
public record Task(
        Data name, Call call, Settings settings, Context context, Optional<Loop> loop, Result result, Span span)
        implements Step {
    /**
     * What becomes of a task's result.
     *
     * @param register the variables that get it
     * @param changedWhen all must hold; empty leaves the module's word
     * @param failedWhen all must hold; empty leaves the module's word
     */
    public record Result(
            Register register,
            List<Condition> changedWhen,
            List<Condition> failedWhen,
            Optional<Until> until,
            Optional<Async> async) {
        public static final Result PLAIN =
                new Result(Register.NOTHING, List.of(), List.of(), Optional.empty(), Optional.empty());

        public Result {
            changedWhen = List.copyOf(changedWhen);
            failedWhen = List.copyOf(failedWhen);
        }
    }

    /**
     * Repeats a task until all conditions hold; without one, until it does not fail.
     *
     * @param retries how often after the first time; 3 when not written
     * @param delay seconds between; 5 when not written
     */
    public record Until(List<Condition> conditions, Optional<Data> retries, Optional<Data> delay) {
        public Until {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * Has what a task does go on by itself.
     *
     * @param limit seconds it may take; 0 as if nothing was said
     * @param poll seconds between looks whether it has ended; 15 when not written, 0 leaves it running
     */
    public record Async(Data limit, Optional<Data> poll) {
        /** Why a module that acts on no host cannot. */
        public Diagnostic refusal(String module) {
            return Diagnostic.error(
                    "not-supported",
                    "Not supported",
                    "'" + module + "' acts on no host, so it cannot go on by itself there: leave out 'async'.",
                    limit.span());
        }
    }

    /** The same with another call. */
    public Task calling(Call other) {
        return new Task(name, other, settings, context, loop, result, span);
    }

    /** The title: its name as written, else the module's. */
    public String title() {
        return name.shown().isEmpty() ? call.module().value() : name.shown();
    }
}
