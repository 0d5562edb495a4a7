package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.Effect;
import play.host.HostFacts;
import play.host.HostState;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.packages.PackageModule.Params;
import play.modules.packages.PackageModule.State;
import play.modules.packages.Transaction.Step;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Foreseen;

/** What tests of the module of packages have in common: a task, and a host as it may be. */
abstract class PackageTasks {
    static final PackageState ABSENT = new PackageState.Absent(new Foreseen.Exactly<>(false));

    final PackageModule module = new PackageModule();

    List<String> names = List.of("nginx");

    State state = State.PRESENT;

    boolean updateCache;

    Optional<Boolean> hold = Optional.empty();

    Optional<Provides> provides =
            Optional.of(new Provides(List.of("nginx"), List.of(), List.of("/etc/nginx/"), List.of("nginx")));

    boolean purge;

    boolean autoremove;

    String upgrade = "no";

    Optional<String> deb = Optional.empty();

    AptOptions apt = apt(Optional.empty(), false, false);
    DnfOptions dnf = dnf(List.of());
    OtherOptions other = Parameters.of(new PackageModule(), Map.of("name", "x")).other();
    String use = "auto";

    static AptOptions apt(Optional<String> release, boolean onlyUpgrade, boolean force) {
        return new AptOptions(
                release,
                onlyUpgrade,
                false,
                false,
                force,
                "force-confdef,force-confold",
                Optional.empty(),
                false,
                false,
                5,
                12,
                true,
                true);
    }

    static DnfOptions dnf(List<String> enabled) {
        return new DnfOptions(
                enabled,
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                false,
                Optional.of(false).filter(none -> !enabled.isEmpty()),
                false,
                false,
                false,
                Optional.empty(),
                false,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    Params params() {
        return new Params(
                names,
                deb,
                upgrade,
                state,
                updateCache,
                Optional.empty(),
                hold,
                provides,
                Optional.empty(),
                false,
                false,
                purge,
                autoremove,
                true,
                Duration.ofSeconds(300),
                apt,
                dnf,
                other,
                use);
    }

    static PackageState installed(String version) {
        return PackageState.Installed.asked(new Foreseen.Exactly<>(version));
    }

    /** One that came for others. */
    static PackageState automatic(String version) {
        return PackageState.Installed.asked(new Foreseen.Exactly<>(version)).asAutomatic(new Foreseen.Exactly<>(true));
    }

    KnownStates host(PackageState nginx, PackageState common) {
        KnownStates known = new KnownStates()
                .with(HostFacts.KEY, new HostFacts(Map.of("pkg_mgr", "apt")))
                .with(Packages.at("nginx"), nginx)
                .with(Packages.at("nginx-common"), common)
                .with(PackageLists.within(Duration.ofHours(1)), new PackageLists.Age(false))
                .with(PackageSources.KEY, new PackageSources.Known(true))
                .with(Units.at("nginx"), UnitState.MISSING)
                .with(Commands.at("nginx"), CommandState.MISSING);
        return known.with(play.host.Files.at("/etc/nginx"), play.host.FileState.ABSENT);
    }

    static StateKey<Transaction> install(String... options) {
        return new Transactions(PackageTool.APT)
                .at(new Transactions.Wish("install", List.of(options), List.of("nginx")));
    }

    static final Transaction BOTH = new Transaction.Feasible(
            List.of(new Step("nginx-common", Optional.of("1.22-9")), new Step("nginx", Optional.of("1.22-9"))));

    /** What is planned in a run, where nobody asks what is in archives. */
    Plan.Change change(KnownStates known) {
        if (module.plan(params(), known) instanceof Plan.Needs(List<StateKey<?>> keys)) {
            assertInstanceOf(Archives.Family.class, keys.getFirst().family());
            known.withUnknown(new Archives.Family().key(keys.getFirst().id()), "only a dry run asks");
        }
        return assertInstanceOf(Plan.Change.class, module.plan(params(), known));
    }

    static List<Effect> effects(Plan.Change change) {
        return change.actions().stream()
                .flatMap(action -> action.effects().stream())
                .toList();
    }

    static <S extends HostState> Effect sets(StateKey<S> key, S after) {
        return new Effect.Sets<>(key, after);
    }

    static String titleOf(Action action) {
        return action instanceof Action.Run run ? run.title() : action.toString();
    }
}
