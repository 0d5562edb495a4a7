package play.modules.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Files;
import play.host.HostState;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.services.SystemdModule.Params;
import play.modules.services.SystemdModule.Scope;
import play.modules.services.UnitWish.Target;
import play.param.Binding;
import play.testkit.KnownStates;
import play.value.Content;
import play.value.Foreseen;

class SystemdModuleTest {
    private static final String TEXT =
            "[Service]\nType=notify\nExecStart=/bin/etcd\n[Install]\nWantedBy=multi-user.target\n";
    private static final Attributes ROOT = Attributes.of("root", "root", new Mode(0644));

    private final SystemdModule module = new SystemdModule();
    private Optional<Target> state = Optional.of(Target.STARTED);
    private Optional<Boolean> enabled = Optional.of(true);
    private Optional<Boolean> masked = Optional.empty();
    private Optional<Content> content = Optional.empty();
    private boolean reexec;
    private boolean noBlock;
    private boolean force;
    private Scope scope = Scope.SYSTEM;
    private String unmet = "";

    private static final SystemdModule.OtherManagers NO_OTHERS =
            new SystemdModule.OtherManagers(Optional.empty(), Optional.empty(), Optional.empty(), "auto");

    private Params params() {
        return new Params(
                Optional.of("etcd"),
                state,
                enabled,
                masked,
                Optional.empty(),
                content,
                false,
                Optional.empty(),
                reexec,
                noBlock,
                force,
                scope,
                NO_OTHERS);
    }

    private static UnitState.Loaded loaded(String active, String enablement, boolean outdated) {
        return new UnitState.Loaded(
                new Foreseen.Exactly<>(active),
                new Foreseen.Exactly<>(enablement),
                new Foreseen.Exactly<>("notify"),
                outdated);
    }

    private KnownStates host(UnitState unit) {
        KnownStates known = new KnownStates()
                .with(Units.at("etcd"), unit)
                .with(UnitFiles.of(Manager.SYSTEM), UnitFiles.READ)
                .with(UnitConditions.of(Manager.SYSTEM, "etcd"), new UnitConditions(unmet))
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)));
        for (StateKey<?> key : module.probes(params())) {
            if (key.family() instanceof Files) {
                known.with(Files.at(key.id()), FileState.ABSENT);
            }
        }
        return known.with(Files.at("/etc/systemd/system"), new FileState.Directory(ROOT));
    }

    private static FileState file(String text) {
        return new FileState.Regular(
                ROOT, Content.of(text).sha256(), Content.of(text).size());
    }

    private Plan.Change change(KnownStates known) {
        return change(params(), known);
    }

    private Plan.Change change(Params params, KnownStates known) {
        return assertInstanceOf(Plan.Change.class, module.plan(params, known));
    }

    private String script(KnownStates known) {
        return assertInstanceOf(Action.Run.class, change(known).actions().getLast())
                .script()
                .text();
    }

    private String rejected(KnownStates known) {
        return assertInstanceOf(Plan.Rejected.class, module.plan(params(), known))
                .why();
    }

    private static HostState left(Plan.Change change) {
        return change.actions().stream()
                .flatMap(action -> action.effects().stream())
                .filter(effect ->
                        effect instanceof Effect.Sets<?> sets && sets.key().equals(Units.at("etcd")))
                .map(effect -> ((Effect.Sets<?>) effect).after())
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void aRunningEnabledUnitIsLeftAlone() {
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(loaded("active", "enabled", false))));
    }

    @Test
    void aStoppedUnitIsEnabledAndStarted() {
        Plan.Change change = change(host(loaded("failed", "disabled", true)));
        assertEquals("enable, start etcd.service", change.title());
        assertEquals(loaded("active", "enabled", false), left(change));
    }

    /** systemd would start it again. */
    @Test
    void aUnitThatEndedAndIsAboutToBeStartedAgainIsStopped() {
        state = Optional.of(Target.STOPPED);
        Plan.Change change = change(host(loaded("restarting", "enabled", false)));
        assertEquals("stop etcd.service", change.title());
        assertEquals(loaded("inactive", "enabled", false), left(change));
    }

    @Test
    void filesThatChangedAreReadAgainAlsoWhereNothingElseIsToBeDone() {
        Plan.Change change = change(host(loaded("active", "enabled", true)));
        assertEquals("read again etcd.service", change.title());
        assertEquals(loaded("active", "enabled", false), left(change));
    }

    @Test
    void aMissingUnitIsRejectedWithWhatToDo() {
        String why = rejected(host(UnitState.MISSING));
        assertTrue(why.startsWith("Could not find the requested service "), why);
        assertTrue(why.contains(": install the package that brings it"), why);
    }

    @Test
    void aMissingUnitIsStoppedAndDisabledAlready() {
        state = Optional.of(Target.STOPPED);
        enabled = Optional.of(false);
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(UnitState.MISSING)));
    }

    @Test
    void aUnitWhoseFileAnEarlierTaskAnnouncedCountsAsThere() {
        Observed<FileState> announced = new Observed.Known<>(file(TEXT), Observed.Certainty.FORESEEN);
        KnownStates known = host(UnitState.MISSING).with(Files.at("/etc/systemd/system/etcd.service"), announced);
        assertEquals("enable, start etcd.service", change(known).title());
        KnownStates afterOpaque = known.withUnknown(Units.at("etcd"), "a command came before");
        assertEquals("enable, start etcd.service", change(afterOpaque).title());
    }

    @Test
    void aRunningUnitWhoseFileAnEarlierTaskChangesIsReadAgain() {
        Observed<FileState> announced = new Observed.Known<>(file(TEXT), Observed.Certainty.FORESEEN);
        KnownStates known =
                host(loaded("active", "enabled", false)).with(Files.at("/etc/systemd/system/etcd.service"), announced);
        assertEquals("read again etcd.service", change(known).title());
    }

    @Test
    void theTextIsWrittenBeforeTheUnitIsStarted() {
        content = Optional.of(Content.of(TEXT));
        Plan.Change change = change(host(UnitState.MISSING));
        assertInstanceOf(Action.WriteFile.class, change.actions().getFirst());
        assertEquals(loaded("active", "enabled", false), left(change));
    }

    @Test
    void aTextThatCannotBeEnabledIsRejected() {
        content = Optional.of(Content.of("[Service]\nExecStart=/bin/etcd\n"));
        assertTrue(rejected(host(UnitState.MISSING)).contains("[Install]"));
    }

    @Test
    void aMaskedUnitIsStartedOnlyAfterItWasUnmasked() {
        assertTrue(rejected(host(loaded("inactive", "masked", false))).contains("masked: false"));
        masked = Optional.of(false);
        enabled = Optional.empty();
        assertEquals(
                "unmask, start etcd.service",
                change(host(loaded("inactive", "masked", false))).title());
    }

    @Test
    void maskingARunningUnitContradictsStartingIt() {
        masked = Optional.of(true);
        assertTrue(module.check(params()).getFirst().message().contains("masked"));
    }

    @Test
    void restartingAlwaysChangesAndStartsWhatDoesNotRun() {
        state = Optional.of(Target.RESTARTED);
        assertEquals(
                "restart etcd.service",
                change(host(loaded("active", "enabled", false))).title());
        assertEquals(
                "start etcd.service",
                change(host(loaded("inactive", "enabled", false))).title());
    }

    @Test
    void aStartThatAConditionForbidsIsNotPredicted() {
        unmet = "ConditionCapability=CAP_SYS_TIME";
        state = Optional.of(UnitWish.Target.STARTED);
        Plan.Undetermined plan = assertInstanceOf(
                Plan.Undetermined.class, module.plan(params(), host(loaded("inactive", "enabled", false))));
        assertTrue(
                plan.why().endsWith("a condition in its file is not met: ConditionCapability=CAP_SYS_TIME"),
                plan.why());
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(loaded("active", "enabled", false))));
        state = Optional.of(UnitWish.Target.STOPPED);
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(loaded("inactive", "enabled", false))));
    }

    @Test
    void filesOfAllUnitsAreReadAgainWhereTheyChanged() {
        Params params = reading(true);
        assertEquals(List.of(UnitFiles.of(Manager.SYSTEM)), module.probes(params));
        KnownStates unread = new KnownStates().with(UnitFiles.of(Manager.SYSTEM), new UnitFiles(false));
        Plan.Change change = assertInstanceOf(Plan.Change.class, module.plan(params, unread));
        assertEquals(
                List.of(new Effect.Sets<>(UnitFiles.of(Manager.SYSTEM), UnitFiles.READ)),
                change.actions().getFirst().effects());
        assertEquals(Plan.UNCHANGED, module.plan(reading(false), unread));
        assertEquals(
                Plan.UNCHANGED,
                module.plan(params, new KnownStates().with(UnitFiles.of(Manager.SYSTEM), UnitFiles.READ)));
    }

    private Params reading(boolean again) {
        Optional<String> noName = Optional.empty();
        return new Params(
                noName,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(again),
                reexec,
                false,
                false,
                scope,
                NO_OTHERS);
    }

    /** Then it runs by the new text already where a handler of its own restarts it. */
    @Test
    void aFileThatAnEarlierTaskHadReadIsNotNewer() {
        content = Optional.empty();
        KnownStates known = host(loaded("active", "enabled", false))
                .with(Files.at("/etc/systemd/system/etcd.service"), Observed.foreseen(file(TEXT)))
                .with(UnitFiles.of(Manager.SYSTEM), new UnitFiles(false));
        assertEquals("read again etcd.service", change(known).title());
        assertEquals(
                Plan.UNCHANGED,
                module.plan(params(), known.with(UnitFiles.of(Manager.SYSTEM), Observed.foreseen(UnitFiles.READ))));
    }

    @Test
    void nobodyWaitsForAStopWhereNoneIsWantedTo() {
        state = Optional.of(Target.STOPPED);
        String waiting = script(host(loaded("active", "enabled", false)));
        assertTrue(waiting.contains("systemctl stop --"), waiting);
        noBlock = true;
        String going = script(host(loaded("active", "enabled", false)));
        assertTrue(going.contains("systemctl --no-block stop --"), going);
    }

    @Test
    void linksInTheWayAreReplacedWhereThatIsForced() {
        state = Optional.empty();
        force = true;
        String script = script(host(loaded("active", "disabled", false)));
        assertTrue(script.contains("systemctl --force enable --"), script);
    }

    @Test
    void systemdExecutesItselfAnewOnlyWhereThereIsAReason() {
        reexec = true;
        Params params = reading(true);
        StateKey<ManagerProgram> program = ManagerProgram.of(Manager.SYSTEM);
        StateKey<UnitFiles> files = UnitFiles.of(Manager.SYSTEM);
        KnownStates old = new KnownStates().with(files, new UnitFiles(false)).with(program, new ManagerProgram(false));
        Plan.Change change = assertInstanceOf(Plan.Change.class, module.plan(params, old));
        assertEquals(1, change.actions().size(), "files of units are read along with it");
        assertEquals(
                List.of(new Effect.Sets<>(program, ManagerProgram.CURRENT), new Effect.Sets<>(files, UnitFiles.READ)),
                change.actions().getFirst().effects());
        assertEquals(
                "read files of units again",
                change(params, old.with(program, ManagerProgram.CURRENT)).title());
        assertEquals(
                Plan.UNCHANGED,
                module.plan(params, old.with(files, UnitFiles.READ).with(program, ManagerProgram.CURRENT)));
    }

    @Test
    void aUsersUnitsAreAskedOfTheUsersManager() {
        scope = Scope.USER;
        content = Optional.of(Content.of(TEXT));
        assertEquals(List.of(Identity.KEY), module.probes(params()));
        KnownStates known =
                new KnownStates().with(Identity.KEY, new Identity("app", "app", "/home/app", new Mode(022)));
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, module.plan(params(), known));
        Manager manager = new Manager.OfUser("/home/app");
        StateKey<UnitState> unit = Units.at(manager, "etcd");
        assertTrue(needs.more().contains(unit), needs.toString());
        assertTrue(needs.more().contains(Files.withoutDigest("/home/app/.config/systemd/user/etcd.service")));
        String read = unit.family().read(List.of(unit)).text();
        assertTrue(read.contains("command systemctl --user"), read);
        assertTrue(read.contains("/home/app/.config/systemd/user/etcd.service"), read);
    }

    @Test
    void whatNoManagerCanBeAskedIsRefused() {
        scope = Scope.GLOBAL;
        reexec = true;
        assertEquals(
                List.of("state", "daemon_reexec"),
                module.check(params()).stream().map(Binding.Fault::parameter).toList());
        state = Optional.empty();
        reexec = false;
        assertEquals(List.of(), module.check(params()));
        StateKey<UnitState> unit = Units.at(Manager.GLOBAL, "etcd");
        KnownStates known = new KnownStates().with(unit, loaded("inactive", "disabled", false));
        module.probes(params()).stream()
                .filter(key -> key.family() instanceof Files)
                .forEach(key -> known.with(Files.at(key.id()), FileState.ABSENT));
        Plan.Change change = change(params(), known);
        assertEquals("enable etcd.service", change.title());
        assertEquals(
                List.of(new Effect.Sets<>(unit, loaded("inactive", "enabled", false))),
                change.actions().getFirst().effects());
        assertTrue(script(known).contains("systemctl enable -- "), script(known));
    }

    @Test
    void nothingTellsTheTypeOfAMaskedService() {
        state = Optional.of(Target.STOPPED);
        enabled = Optional.empty();
        masked = Optional.of(true);
        UnitState.Loaded masked =
                assertInstanceOf(UnitState.Loaded.class, left(change(host(loaded("active", "disabled", false)))));
        assertEquals(new Foreseen.Exactly<>("service"), masked.type());
    }
}
