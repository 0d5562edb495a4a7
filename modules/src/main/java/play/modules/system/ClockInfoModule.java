package play.modules.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;
import play.result.When;

/** Who sets the clock of a host, and whether it follows a time server. */
public final class ClockInfoModule implements Query<ClockInfoModule.Params> {
    public record Params() {}

    record Result(
            @Doc("Whether the host may set its clock. In a container it mostly may not: the clock is its machine's.")
            boolean settable,

            @Doc("Units that set clocks and run, of chrony, chronyd, systemd-timesyncd, ntp, ntpd, ntpsec, openntpd.")
            List<String> daemons,

            @Doc("Whether the clock follows a time server, as chronyd says where it runs, or else the kernel.")
            boolean inStep,

            @Doc("Address of the server that is followed; empty for none.") @When("chronyd runs")
            Optional<String> source,

            @Doc("How many servers are between the host and a clock of reference.") @When("chronyd runs")
            Optional<Integer> stratum,

            @Doc("Seconds that the clock is off, as far as chronyd knows.") @When("chronyd runs")
            Optional<Double> offset) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "clock_info",
                    "Tells who sets the clock of the host and whether it follows a time server.",
                    Params.class,
                    new Example("any host", "", "{}\n"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(HostClock.Family.clock());
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return Answer.on(known.of(HostClock.Family.clock()), clock -> {
            Map<String, @Nullable Object> found = new LinkedHashMap<>();
            found.put("settable", clock.settable());
            found.put("daemons", clock.daemons());
            found.put("in_step", clock.inStep());
            clock.tracking().ifPresent(tracking -> {
                found.put("source", tracking.source());
                found.put("stratum", tracking.stratum());
                found.put("offset", tracking.offset());
            });
            return new Answer.Found(found);
        });
    }
}
