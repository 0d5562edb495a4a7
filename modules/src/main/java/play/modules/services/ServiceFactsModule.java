package play.modules.services;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Doc;
import play.value.Unknown;

/** The services of a host, as facts. */
public final class ServiceFactsModule implements Query<ServiceFactsModule.Params> {
    private static final String FACT = "services";

    public record Params() {}

    record Result(
            @Doc("The facts; the host has them as variables from here on.")
            Facts ansibleFacts) {
        record Facts(
                @Doc("Services by the names of their units, such as ssh.service.")
                Map<String, Service> services) {}

        record Service(
                @Doc("Name of its unit.") String name,

                @Doc("running or stopped; of one that is not loaded inactive, and of a template unknown.")
                String state,

                @Doc("enabled, disabled, static, masked, not-found, failed, or what else systemd says of its file.")
                String status,

                @Doc("systemd.") String source) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "service_facts",
                    "Lists the services that systemd knows, as facts.",
                    Params.class,
                    new Example("all", "", "{}\n"))
            .returns(Result.class)
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Optional<Set<String>> facts(Function<String, Optional<String>> written) {
        return Optional.of(Set.of(FACT));
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(ListedServices.KEY);
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(ListedServices.KEY)) {
            case Observed.Unknown<ListedServices>(String why) -> new Answer.Failed(why);
            case Observed.Known<ListedServices>(ListedServices all, var how) ->
                Answer.Found.ofFacts(Map.of(
                        FACT,
                        how == Observed.Certainty.STALE
                                ? new Unknown("what earlier tasks do to services is not known")
                                : all.services().orUnknown()));
        };
    }
}
