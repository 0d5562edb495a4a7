package play.modules.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.param.Doc;
import play.param.MutuallyExclusive;
import play.param.Range;
import play.param.RequiredOneOf;

/** Waits for a time, on all hosts at once; a dry run does not wait. Nobody is asked: a run needs no terminal. */
public final class PauseModule implements Query<PauseModule.Params> {
    @MutuallyExclusive({"seconds", "minutes"})
    @RequiredOneOf({"seconds", "minutes"})
    public record Params(
            @Doc("How long to wait.") Optional<Duration> seconds,

            @Doc("The same in minutes.") @Range(from = 0, to = 1440)
            Optional<Long> minutes) {
        Duration time() {
            return seconds.or(() -> minutes.map(Duration::ofMinutes)).orElse(Duration.ZERO);
        }
    }

    record Result(@Doc("Seconds that the task waits.") long delta) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "pause",
                    "Waits for a time. A dry run does not wait.",
                    Params.class,
                    new Example("seconds", "", "seconds: 1\n"),
                    new Example("minutes", "", "minutes: 0\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of();
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return new Answer.Found(Map.of("delta", params.time().toSeconds()));
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return Optional.of(new Patience(Duration.ZERO, Duration.ZERO, params.time()));
    }
}
