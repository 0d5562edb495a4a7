package play.modules.packages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Query;
import play.param.Default;
import play.param.Doc;
import play.param.Matches;
import play.result.When;
import play.value.Unknown;

/** The packages of a host, as facts. */
public final class PackageFactsModule implements Query<PackageFactsModule.Params> {
    private static final String FACT = "packages";

    /** Which managers of several are asked. */
    enum Strategy {
        FIRST,
        ALL
    }

    public record Params(
            @Doc("Which program is asked: auto, apt (dpkg), or rpm by whatever name it has; several are tried in this"
                    + " order.")
            @Default("auto")
            @Matches(
                    value = "auto|apt|rpm|dnf5?|yum|zypper",
                    expected = "auto, apt, rpm, dnf, dnf5, yum or zypper; packages of other managers are not listed")
            List<String> manager,

            @Doc("Whether the first of them that the host has is asked, or all.") @Default("first")
            Strategy strategy) {}

    record Result(
            @Doc("The facts; the host has them as variables from here on.")
            Facts ansibleFacts) {
        record Facts(
                @Doc("Packages by name, a list for each.") Map<String, List<Package>> packages) {}

        record Package(
                @Doc("Its name.") String name,
                @Doc("Its version.") String version,
                @Doc("Its architecture, or null.") Object arch,
                @Doc("apt or rpm.") String source,
                @Doc("Its section.") @When("source is apt") Optional<String> category,
                @Doc("Its release.") @When("source is rpm") Optional<String> release,

                @Doc("Its epoch, or null.") @When("source is rpm")
                Optional<Object> epoch) {}
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "package_facts",
                    "Lists the packages that a host has, as facts.",
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

    private static StateKey<InstalledPackages> key(Params params) {
        List<InstalledPackages.Manager> managers = params.manager().stream()
                .flatMap(name -> switch (name) {
                    case "auto" -> Stream.of(InstalledPackages.Manager.values());
                    case "apt" -> Stream.of(InstalledPackages.Manager.APT);
                    default -> Stream.of(InstalledPackages.Manager.RPM);
                })
                .distinct()
                .toList();
        return new InstalledPackages.Family(managers, params.strategy() == Strategy.ALL).key("all");
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(key(params));
    }

    @Override
    public Answer answer(Params params, Knowledge known) {
        return switch (known.of(key(params))) {
            case Observed.Unknown<InstalledPackages>(String why) -> new Answer.Failed(why);
            case Observed.Known<InstalledPackages>(InstalledPackages all, var how) ->
                Answer.Found.ofFacts(Map.of(
                        FACT,
                        how == Observed.Certainty.STALE
                                ? new Unknown("what earlier tasks install is not known")
                                : all.packages().orUnknown()));
        };
    }
}
