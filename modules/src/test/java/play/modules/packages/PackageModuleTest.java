package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.HostFacts;
import play.host.HostState;
import play.host.StateKey;
import play.module.Plan;
import play.modules.packages.PackageModule.State;
import play.modules.packages.Transaction.Step;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Foreseen;

class PackageModuleTest extends PackageTasks {
    private static StateKey<Transaction> ofAll(String verb) {
        return new Transactions(PackageTool.APT).at(new Transactions.Wish(verb, List.of(), List.of()));
    }

    private static final StateKey<Transaction> UPGRADE = new Transactions(PackageTool.APT)
            .at(new Transactions.Wish("upgrade", List.of("--with-new-pkgs"), List.of()));

    @Test
    void aStarUpgradesAllThatIsInstalled() {
        names = List.of("*");
        state = State.LATEST;
        provides = Optional.empty();
        KnownStates known = host(installed("1.22-8"), installed("1.22-9"));
        assertEquals(new Plan.Needs(List.of(UPGRADE)), module.plan(params(), known));
        Plan.Change change = change(known.with(UPGRADE, BOTH));
        assertEquals("upgrade all packages", change.title());
        assertTrue(effects(change).contains(sets(Packages.at("nginx"), installed("1.22-9"))));
        assertEquals(Plan.UNCHANGED, module.plan(params(), known.with(UPGRADE, new Transaction.Feasible(List.of()))));
    }

    @Test
    void allIsUpgradedOrTidiedByItself() {
        names = List.of();
        provides = Optional.empty();
        upgrade = "dist";
        KnownStates known = host(installed("1.22-8"), ABSENT);
        assertEquals(
                "upgrade all packages, removing what is in the way",
                change(known.with(ofAll("dist-upgrade"), BOTH)).title());
        upgrade = "no";
        autoremove = true;
        Transaction gone = new Transaction.Feasible(List.of(new Step("nginx", Optional.empty())));
        Plan.Change change = change(known.with(ofAll("autoremove"), gone));
        assertEquals("remove packages that nothing needs", change.title());
        assertTrue(effects(change).stream()
                .anyMatch(effect -> effect instanceof Effect.Sets<?>(var key, HostState after)
                        && key.equals(Packages.at("nginx"))
                        && !after.present()));
    }

    @Test
    void aFileIsInstalledByApt() {
        names = List.of();
        provides = Optional.empty();
        deb = Optional.of("https://example.org/nginx.deb");
        StateKey<Transaction> file = new Transactions(PackageTool.APT)
                .at(new Transactions.Wish("install", List.of(), List.of("https://example.org/nginx.deb")));
        assertEquals(
                "install https://example.org/nginx.deb",
                change(host(ABSENT, ABSENT).with(file, BOTH)).title());
        deb = Optional.of("nginx.deb");
        assertTrue(module.check(params()).getFirst().message().contains("absolute path"));
    }

    @Test
    void aStarStandsAloneAndIsUpgradedOnly() {
        names = List.of("*", "nginx");
        state = State.LATEST;
        assertTrue(module.check(params()).getFirst().message().contains("stands alone"));
        names = List.of("*");
        state = State.PRESENT;
        assertTrue(module.check(params()).getFirst().message().contains("only states latest"));
    }

    @Test
    void whatAGroupStandsForTheManagerTells() {
        names = List.of("@Development tools", "https://example.org/a-1.rpm");
        provides = Optional.empty();
        StateKey<Transaction> both =
                new Transactions(PackageTool.DNF).at(new Transactions.Wish("install", List.of(), names));
        KnownStates known = host(ABSENT, ABSENT).with(HostFacts.KEY, new HostFacts(Map.of("pkg_mgr", "dnf")));
        Plan.Change change = change(known.with(both, BOTH));
        assertEquals("install @Development tools, https://example.org/a-1.rpm", change.title());
        assertTrue(effects(change).contains(sets(Packages.at("nginx"), installed("1.22-9"))));
        assertEquals(Plan.UNCHANGED, module.plan(params(), known.with(both, new Transaction.Feasible(List.of()))));
    }

    @Test
    void aptHasNoGroups() {
        names = List.of("@Development tools");
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, module.plan(params(), host(ABSENT, ABSENT)));
        assertTrue(refused.why().contains("knows no groups"), refused.why());
    }

    @Test
    void aPatternIsForManagersThatKnowThem() {
        names = List.of("nginx*");
        KnownStates known = host(ABSENT, ABSENT);
        use = "apk";
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, module.plan(params(), known));
        assertEquals("patterns of names are for apt, dnf and yum, and the host has apk", refused.why());
        use = "apt";
        state = State.ABSENT;
        StateKey<Transaction> key =
                new Transactions(PackageTool.APT).at(new Transactions.Wish("remove", List.of(), names));
        Transaction gone = new Transaction.Feasible(List.of(new Step("nginx-common", Optional.empty())));
        Plan.Change change = change(
                known.with(Packages.at("nginx-common"), installed("1.22-9")).with(key, gone));
        assertEquals("remove nginx*", change.title());
        assertEquals(Plan.UNCHANGED, module.plan(params(), known.with(key, new Transaction.Feasible(List.of()))));
    }

    @Test
    void aPackageThatIsThereIsLeftAlone() {
        provides = Optional.empty();
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(installed("1.22-9"), installed("1.22-9"))));
    }

    @Test
    void thePackageManagerIsAskedWhatComesAlong() {
        assertEquals(new Plan.Needs(List.of(install())), module.plan(params(), host(ABSENT, ABSENT)));
        Plan.Change change = change(host(ABSENT, ABSENT).with(install(), BOTH));
        assertEquals("install nginx", change.title());
        assertTrue(effects(change).contains(sets(Packages.at("nginx-common"), automatic("1.22-9"))));
        assertTrue(effects(change).contains(sets(Packages.at("nginx"), installed("1.22-9"))));
    }

    @Test
    void aDependencyThatAnEarlierTaskInstallsIsNotAnnouncedTwice() {
        Plan.Change change = change(host(ABSENT, installed("1.22-9")).with(install(), BOTH));
        assertFalse(effects(change).contains(sets(Packages.at("nginx-common"), installed("1.22-9"))));
    }

    @Test
    void anUnknownPackageIsRejectedWithOneThatIsNear() {
        Transaction refused = new Transaction.Refused(
                "Unable to locate package nginx", List.of("nginx"), List.of("nginx-x", "nginy", "zsh"));
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, module.plan(params(), host(ABSENT, ABSENT).with(install(), refused)));
        assertEquals(
                "No package matching 'nginx' is available: Unable to locate package nginx. Did you mean 'nginy'?",
                rejected.why());
    }

    @Test
    void aRefusalIsSentences() {
        String words = "Unable to locate package nginx";
        String explained = new Transaction.Refused(words, List.of("nginx"), List.of()).explained("apt");
        assertTrue(
                explained.startsWith("No package matching 'nginx' is available: " + words + ". If the name"),
                explained);
        assertEquals("apt cannot do it: held", new Transaction.Refused("held", List.of(), List.of()).explained("apt"));
    }

    @Test
    void oldListsAreUpdatedFirstAndVersionsAreKnownThen() {
        updateCache = true;
        Plan.Change change = change(host(ABSENT, ABSENT).with(install(), BOTH));
        assertEquals(
                List.of("update the package lists", "install nginx", "check what the packages bring"),
                change.actions().stream().map(PackageTasks::titleOf).toList());
        PackageState later = PackageState.Installed.asked(new Foreseen.Later<>("the package lists are updated first"));
        assertTrue(
                effects(change).contains(sets(Packages.at("nginx"), later)),
                effects(change).toString());
    }

    @Test
    void listsAreLeftAloneWhereNothingIsToBeInstalled() {
        updateCache = true;
        provides = Optional.empty();
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(installed("1.22-9"), installed("1.22-9"))));
    }

    @Test
    void whetherAVersionIsEnoughIsAptsToSay() {
        HostFacts fedora = new HostFacts(Map.of("pkg_mgr", "dnf"));
        assertFalse(PackageRequest.of("nginx>=1.20").metBy(installed("1.22-9")));
        assertEquals("nginx>=1.20", PackageTool.APT.word(PackageRequest.of("nginx>=1.20")));
        assertEquals(List.of(), module.check(Parameters.of(module, Map.of("name", "nginx>=1.20"))));
        assertEquals(
                1,
                module.check(Parameters.of(module, Map.of("name", "nginx>=1.20", "state", "latest")))
                        .size());
        assertInstanceOf(
                Plan.Rejected.class,
                module.plan(
                        Parameters.of(module, Map.of("name", "nginx>=1.20", "use", "dnf")),
                        new KnownStates().with(HostFacts.KEY, fedora).with(Packages.at("nginx"), ABSENT)));
    }

    @Test
    void aPinIsMetByItsPatternWithOrWithoutEpoch() {
        assertTrue(PackageRequest.of("nginx=1.22*").metBy(installed("1:1.22-9")));
        assertTrue(PackageRequest.of("nginx=1:1.22-9").metBy(installed("1:1.22-9")));
        assertFalse(PackageRequest.of("nginx=1.22").metBy(installed("1.22-9")));
        assertFalse(PackageRequest.of("nginx=1.2*").metBy(ABSENT));
    }

    @Test
    void aPackageIsHeldAfterItWasInstalled() {
        hold = Optional.of(true);
        Plan.Change change = change(host(ABSENT, ABSENT).with(install("--allow-change-held-packages"), BOTH));
        PackageState held =
                PackageState.Installed.asked(new Foreseen.Exactly<>("1.22-9")).asHeld(true);
        assertEquals(sets(Packages.at("nginx"), held), effects(change).getLast());
    }

    @Test
    void whatCameForOthersIsMarkedOnceATaskAsksForIt() {
        provides = Optional.empty();
        Plan.Change change = change(host(automatic("1.22-9"), automatic("1.22-9")));
        assertEquals("mark nginx as manually installed", change.title());
        assertEquals(List.of(sets(Packages.at("nginx"), installed("1.22-9"))), effects(change));
        hold = Optional.of(true);
        assertEquals(
                "mark nginx as manually installed, hold nginx",
                change(host(automatic("1.22-9"), automatic("1.22-9"))).title());
        hold = Optional.empty();
        state = State.LATEST;
        Plan.Change newer =
                change(host(automatic("1.22-8"), automatic("1.22-8")).with(install(), BOTH));
        assertEquals(1, newer.actions().size(), "the package manager knows that what it installs is asked for");
        assertTrue(effects(newer).contains(sets(Packages.at("nginx"), installed("1.22-9"))));
        assertTrue(effects(newer).contains(sets(Packages.at("nginx-common"), automatic("1.22-9"))));
    }

    @Test
    void leftoversGoOnlyWithPurge() {
        state = State.ABSENT;
        PackageState leftovers = new PackageState.Absent(new Foreseen.Exactly<>(true));
        assertEquals(Plan.UNCHANGED, module.plan(params(), host(leftovers, ABSENT)));
        purge = true;
        assertInstanceOf(Plan.Needs.class, module.plan(params(), host(leftovers, ABSENT)));
    }

    @Test
    void latestIsWhatNewListsSay() {
        state = State.LATEST;
        updateCache = true;
        Transaction nothing = new Transaction.Feasible(List.of());
        KnownStates known = host(installed("1.22-9"), installed("1.22-9")).with(install(), nothing);
        Plan.Change change = change(known);
        assertEquals("update the package lists, and upgrade by them nginx", change.title());
        assertEquals("update the package lists", titleOf(change.actions().getFirst()));
        provides = Optional.empty();
        assertEquals(
                Plan.UNCHANGED,
                module.plan(
                        params(), known.with(PackageLists.within(Duration.ofHours(1)), new PackageLists.Age(true))));
    }

    @Test
    void anUpgradeLeavesAPackageHeld() {
        state = State.LATEST;
        updateCache = true;
        PackageState held =
                PackageState.Installed.asked(new Foreseen.Exactly<>("1.22-9")).asHeld(true);
        Plan.Change change = change(host(held, ABSENT).with(install(), new Transaction.Feasible(List.of())));
        PackageState later = PackageState.Installed.asked(new Foreseen.Later<>("the package lists are updated first"))
                .asHeld(true);
        assertTrue(
                effects(change).contains(sets(Packages.at("nginx"), later)),
                effects(change).toString());
    }

    @Test
    void whatIsHalfConfiguredIsFinishedOrRemoved() {
        PackageState half = new PackageState.Unfinished(new Foreseen.Exactly<>("1.22-9"), "half-configured");
        provides = Optional.empty();
        Transaction configured = new Transaction.Feasible(List.of(new Step("nginx", Optional.of("1.22-9"))));
        assertEquals(
                "install nginx",
                change(host(half, ABSENT).with(install(), configured)).title());
        state = State.ABSENT;
        StateKey<Transaction> remove =
                new Transactions(PackageTool.APT).at(new Transactions.Wish("remove", List.of(), List.of("nginx")));
        Transaction removed = new Transaction.Feasible(List.of(new Step("nginx", Optional.empty())));
        assertEquals(
                "remove nginx", change(host(half, ABSENT).with(remove, removed)).title());
    }

    @Test
    void optionsGoToTheirManager() {
        apt = apt(Optional.of("bookworm-backports"), true, true);
        assertEquals(
                new Plan.Needs(List.of(install(
                        "--target-release=bookworm-backports",
                        "--only-upgrade",
                        "--allow-unauthenticated",
                        "--allow-remove-essential",
                        "--allow-downgrades",
                        "--allow-change-held-packages"))),
                module.plan(params(), host(ABSENT, ABSENT)));
        dnf = dnf(List.of("epel", "crb"));
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, module.plan(params(), host(ABSENT, ABSENT)));
        assertTrue(refused.why().contains("--enablerepo=epel,crb"), refused.why());
        use = "dnf";
        assertEquals(
                new Plan.Needs(List.of(new Transactions(PackageTool.DNF)
                        .at(new Transactions.Wish(
                                "install", List.of("--enablerepo=epel,crb", "--nobest"), List.of("nginx"))))),
                module.plan(params(), host(ABSENT, ABSENT)));
    }

    @Test
    void whatDnfIsToldStandsBeforeTheVerb() {
        PackageModule.Params params = Parameters.of(
                new PackageModule(),
                Map.of(
                        "name", List.of("tree"),
                        "cacheonly", true,
                        "conf_file", "/etc/other.conf",
                        "disable_plugin", "a,b",
                        "install_weak_deps", false,
                        "nobest", true,
                        "validate_certs", false));
        assertEquals(
                List.of(
                        "--nobest",
                        "--cacheonly",
                        "--config=/etc/other.conf",
                        "--disableplugin=a,b",
                        "--setopt=install_weak_deps=False",
                        "--setopt=sslverify=False"),
                params.dnf().words());
    }
}
