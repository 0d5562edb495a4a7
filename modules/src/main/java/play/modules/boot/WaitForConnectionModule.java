package play.modules.boot;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Identity;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Patience;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.NoEffect;

/** Waits until a host lets the task's user in. */
public final class WaitForConnectionModule implements Query<WaitForConnectionModule.Params> {
    public record Params(
            @Doc("How long one attempt may take.")
            @Default("5")
            @NoEffect("How long an attempt may take is said by the host's variable 'ansible_timeout'. Leave it out.")
            Duration connectTimeout,

            @Doc("Pause before the first attempt.") @Default("0")
            Duration delay,

            @Doc("Pause between two attempts.")
            @Default("1")
            @NoEffect("Attempts are half a second apart. Leave it out.")
            Duration sleep,

            @Doc("How long to try.") @Default("600") Duration timeout) {}

    record Result(@Doc("Seconds that it took.") long elapsed) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "wait_for_connection",
                    "Waits until a new connection to the host can be made.",
                    Params.class,
                    new Example("a host that boots", "", "delay: 5\ntimeout: 300\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(Identity.KEY);
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(Identity.KEY), self -> new Answer.Found(Map.of()));
    }

    @Override
    public Optional<Duration> connects(Params params) {
        return Optional.of(params.timeout());
    }

    @Override
    public Optional<Patience> patience(Params params) {
        return Optional.of(new Patience(Duration.ZERO, Duration.ZERO, params.delay()));
    }

    @Override
    public boolean tellsElapsed() {
        return true;
    }
}
