package play.modules.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.Files;
import play.host.Reach;
import play.host.Realm;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.modules.services.UnitState;
import play.modules.services.Units;
import play.modules.users.Users;
import play.testkit.KnownStates;
import play.value.Foreseen;

/** What comes with packages: promised, read of their archives, or unknown. */
class BringingTest extends PackageTasks {
    /** Which instances of a template there will be no package knows, so it starts none. */
    @Test
    void anInstanceOfATemplateIsForeseenAsStoppedAndDisabled() {
        Provides brought = new Provides(List.of("ceph-mon@a", "ceph-mon@.service"), List.of(), List.of(), List.of());
        KnownStates known = new KnownStates()
                .with(Units.at("ceph-mon@a"), UnitState.MISSING)
                .with(Units.at("ceph-mon@.service"), UnitState.MISSING);
        Foreseen<String> active = new Foreseen.Exactly<>("active");
        Foreseen<String> enabled = new Foreseen.Exactly<>("enabled");
        assertEquals(
                List.of(
                        sets(
                                Units.at("ceph-mon@a"),
                                UnitState.there(
                                        new Foreseen.Exactly<>("inactive"), new Foreseen.Exactly<>("disabled"))),
                        sets(Units.at("ceph-mon@.service"), UnitState.there(active, enabled))),
                brought.installed(known, active, enabled));
    }

    @Test
    void whatIsPromisedIsForeseenAndChecked() {
        Plan.Change change = change(host(ABSENT, ABSENT).with(install(), BOTH));
        UnitState unit = UnitState.there(new Foreseen.Exactly<>("active"), new Foreseen.Exactly<>("enabled"));
        assertTrue(
                effects(change).contains(sets(Units.at("nginx"), unit)),
                effects(change).toString());
        assertFalse(effects(change).stream().anyMatch(effect -> effect instanceof Effect.Opaque));
    }

    @Test
    void withoutPromisesNobodyKnowsWhatElseChanges() {
        provides = Optional.empty();
        Reach reach = reach(change(host(ABSENT, ABSENT).with(install(), BOTH)));
        List.of(
                        "/etc/nginx",
                        "/usr/share/nginx",
                        "/libx32/libc.so.6",
                        "/vmlinuz",
                        "/dev/fuse",
                        "/proc/sys/vm/max_map_count",
                        "/sys/module/fuse")
                .forEach(path -> assertTrue(reach.covers(Files.at(path)), path));
        assertTrue(reach.covers(Units.at("nginx")));
        assertTrue(reach.covers(Users.at("www-data")));
        assertTrue(reach.covers(Packages.at("nginx-common")));
        assertTrue(reach.covers(Commands.at("nginx")));
    }

    @Test
    void packagesLeaveHomesAndServicesOfManyHostsAlone() {
        provides = Optional.empty();
        Reach reach = reach(change(host(ABSENT, ABSENT).with(install(), BOTH)));
        List.of(
                        "/home/ada/.profile",
                        "/root/.ssh",
                        "/srv/www",
                        "/opt/app",
                        "/usr/local/bin/x",
                        "/tmp/x",
                        "/mnt/x",
                        "/data")
                .forEach(path -> assertFalse(reach.covers(Files.at(path)), path));
        Realm etcd = new Realm.Service("etcd https://a:2379");
        assertFalse(reach.covers(new StateKey<>(etcd, new Commands(), "/registry/pods")));
    }

    @Test
    void whereAllIsPromisedOnlyOtherPackagesAreUnknownUntilTheListsAreUpdated() {
        updateCache = true;
        Reach reach = reach(change(host(ABSENT, ABSENT)
                .with(PackageLists.within(params().listsMayBe()), new PackageLists.Age(false))
                .with(install(), new Transaction.Refused("no such package", List.of("nginx"), List.of()))));
        assertTrue(reach.covers(Packages.at("nginx-common")));
        assertFalse(reach.covers(Units.at("nginx")));
        assertFalse(reach.covers(Files.at("/etc/nginx")));
    }

    @Test
    void aFalsePromiseOfInstalledPackagesIsNamed() {
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, module.plan(params(), host(installed("1.22-9"), installed("1.22-9"))));
        assertTrue(
                rejected.why().contains("no unit nginx.service, no file /etc/nginx, no command nginx"), rejected.why());
    }

    @Test
    void theInstallationIsDoneEvenWhereAPromiseIsFalse() {
        List<Action> actions =
                change(host(ABSENT, ABSENT).with(install(), BOTH)).actions();
        assertEquals(
                List.of("install nginx", "check what the packages bring"),
                actions.stream().map(PackageTasks::titleOf).toList());
        assertTrue(actions.getFirst().effects().contains(sets(Packages.at("nginx"), installed("1.22-9"))));
        assertTrue(actions.getLast().effects().stream()
                .allMatch(effect ->
                        effect instanceof Effect.Sets<?>(var key, var after) && !(after instanceof PackageState)));
    }

    private static Reach reach(Plan.Change change) {
        return effects(change).stream()
                .<Reach>mapMulti((effect, reaches) -> {
                    if (effect instanceof Effect.Opaque opaque) {
                        reaches.accept(opaque.reach());
                    }
                })
                .findFirst()
                .orElseThrow();
    }
}
