package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.Answer;
import play.module.Decision;
import play.module.Plan;
import play.module.Resource;
import play.module.TaskModule;
import play.modules.crypto.CryptoModules;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.Programs;
import play.modules.testing.TestEtcdCluster;
import play.modules.testing.TestPki;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** Members, leadership, users, upkeep and snapshots, on real clusters of etcd. */
@Tag("lab")
class EtcdMembersLabTest {
    @TempDir
    private Path folder = Path.of("/");

    private Controller controller() {
        return new Controller(folder, List.of());
    }

    private <P extends Record> Plan run(Resource<P> module, Map<String, Object> client, Map<String, Object> more)
            throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of("client", client));
        given.putAll(more);
        return controller().run(module, Parameters.of((TaskModule<P>) module, given));
    }

    private static String rejected(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
    }

    private static String title(Plan plan) {
        return assertInstanceOf(Plan.Change.class, plan, plan::toString).title();
    }

    private static void healthy(TestEtcdCluster cluster, Map<String, Object> client, long members) throws Exception {
        EtcdctlHealthModule gate = new EtcdctlHealthModule();
        try {
            Gates.pass(gate, Parameters.of(gate, Map.of("client", client, "members", members, "timeout", "60s")));
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\n" + cluster.words(), e);
        }
    }

    private static String ctl(Map<String, Object> client, String arguments) {
        String endpoints = String.valueOf(client.get("endpoints")).replaceAll("[\\[\\] ]", "");
        var result = LocalHost.run(
                Script.of(Programs.path("etcdctl") + " --endpoints=" + ShellWords.quote(endpoints) + " " + arguments));
        assertTrue(result.succeeded(), result.err());
        return result.out();
    }

    /** One member becomes three by learners, loses one, and replaces it. */
    @Test
    void membersComeGoAndAreReplaced() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> one = cluster.client("one");
            healthy(cluster, one, 1);
            assertTrue(rejected(run(new EtcdctlMemberRemoveModule(), one, Map.of("name", "one")))
                    .contains("is the last member"));
            join(cluster, one, "two");
            join(cluster, one, "three");
            Map<String, Object> all = cluster.client("one", "two", "three");
            healthy(cluster, all, 3);
            cluster.stop("three");
            String refused = rejected(run(new EtcdctlMemberRemoveModule(), one, Map.of("name", "two")));
            assertTrue(
                    refused.contains("a majority is 2: the cluster would be lost. Repair or remove three first"),
                    refused);
            cluster.reserve("four");
            String notNow = rejected(run(
                    new EtcdctlMemberAddModule(),
                    one,
                    Map.of(
                            "name",
                            "four",
                            "peer_urls",
                            List.of(cluster.member("four").peer()))));
            assertTrue(notNow.contains("some members are unhealthy (three)"), notNow);
            assertEquals(
                    "remove three from the etcd cluster",
                    title(run(
                            new EtcdctlMemberRemoveModule(),
                            one,
                            Map.of("peer_url", cluster.member("three").peer()))));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlMemberRemoveModule(), one, Map.of("name", "three")));
            join(cluster, one, "four");
            healthy(cluster, cluster.client("one", "two", "four"), 3);
        }
    }

    private void join(TestEtcdCluster cluster, Map<String, Object> client, String name) throws Exception {
        TestEtcdCluster.Member member = cluster.reserve(name);
        EtcdctlMemberAddModule add = new EtcdctlMemberAddModule();
        Map<String, Object> wanted = Map.of("name", name, "peer_urls", List.of(member.peer()));
        assertEquals("add " + name + " to the etcd cluster as a learner", title(run(add, client, wanted)));
        assertInstanceOf(Plan.Unchanged.class, run(add, client, wanted));
        String early = rejected(run(new EtcdctlMemberPromoteModule(), client, Map.of("peer_url", member.peer())));
        assertTrue(early.contains("does not answer"), early);
        Map<String, Object> given = new HashMap<>(wanted);
        given.put("client", client);
        Object pairs = controller()
                .result(add, Parameters.of((TaskModule<EtcdctlMemberAddModule.Params>) add, given))
                .get("initial_cluster");
        cluster.start(name, "existing", String.valueOf(pairs));
        Plan promoted = promote(client, name);
        assertEquals("make " + name + " a voter of the etcd cluster", title(promoted));
        assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlMemberPromoteModule(), client, Map.of("name", name)));
    }

    /** A learner has no name before it has started. */
    private Plan promote(Map<String, Object> client, String name) throws Exception {
        for (int i = 0; ; i++) {
            Plan plan = run(new EtcdctlMemberPromoteModule(), client, Map.of("name", name, "timeout", "60s"));
            if (!(plan instanceof Plan.Rejected) || i == 60) {
                return plan;
            }
            Thread.sleep(500);
        }
    }

    @Test
    void leadershipIsHandedOver() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("a", "b", "c");
            Map<String, Object> client = cluster.client("a", "b", "c");
            healthy(cluster, client, 3);
            run(new EtcdctlMoveLeaderModule(), client, Map.of("to", "b"));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlMoveLeaderModule(), client, Map.of("to", "b")));
            assertInstanceOf(
                    Plan.Unchanged.class, run(new EtcdctlMoveLeaderModule(), client, Map.of("away_from", "a")));
            assertTrue(title(run(new EtcdctlMoveLeaderModule(), client, Map.of("away_from", "b")))
                    .startsWith("transfer the leadership of etcd from b to "));
            assertTrue(rejected(run(new EtcdctlMoveLeaderModule(), client, Map.of("to", "stranger")))
                    .contains("stranger cannot lead"));
            EtcdctlHashkvModule hash = new EtcdctlHashkvModule();
            assertTrue(Gates.pass(hash, Parameters.of(hash, Map.of("client", client)))
                    .containsKey("hash"));
            cluster.stop("c");
            Answer.Waiting silent = assertInstanceOf(
                    Answer.Waiting.class, Gates.look(hash, Parameters.of(hash, Map.of("client", client))));
            assertTrue(silent.why().endsWith(": c"), silent.why());
        }
    }

    @Test
    void aLeaderThatIsRemovedHandsItsLeadOn() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("a", "b", "c");
            healthy(cluster, cluster.client("a", "b", "c"), 3);
            run(new EtcdctlMoveLeaderModule(), cluster.client("a", "b", "c"), Map.of("to", "a"));
            Map<String, Object> others = cluster.client("b", "c");
            Plan.Change removal = assertInstanceOf(
                    Plan.Change.class, run(new EtcdctlMemberRemoveModule(), others, Map.of("name", "a")));
            assertEquals(2, removal.actions().size(), "it hands on its lead, and is removed");
            healthy(cluster, others, 2);
        }
    }

    /** Also with authentication on, where one that does not lead can't pass on to the leader who asked. */
    @Test
    void aLearnerBecomesAVoterWhoeverIsAsked() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(
                folder, TestPki.etcd(new Controller(folder, new CryptoModules().producers()), folder.resolve("pki")))) {
            cluster.startNew("a", "b");
            Map<String, Object> client = cluster.client("a", "b");
            healthy(cluster, client, 2);
            run(new EtcdctlUserModule(), client, Map.of("name", "root", "roles", List.of("root"), "password", "toor"));
            run(
                    new EtcdctlUserModule(),
                    client,
                    Map.of("name", "etcd", "roles", List.of("root"), "password", "unused"));
            assertEquals("enable etcd's authentication", title(run(new EtcdctlAuthModule(), client, Map.of())));
            run(new EtcdctlMoveLeaderModule(), client, Map.of("to", "b"));
            join(cluster, cluster.client("a"), "c");
            healthy(cluster, cluster.client("a", "b", "c"), 3);
        }
    }

    @Test
    void usersRolesAndAuthentication() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> client = cluster.client("one");
            healthy(cluster, client, 1);
            Map<String, Object> role = Map.of(
                    "name",
                    "network",
                    "permissions",
                    List.of(Map.of("key", "/network/", "prefix", true), Map.of("key", "/other", "access", "read")));
            assertEquals("create the etcd role network", title(run(new EtcdctlRoleModule(), client, role)));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlRoleModule(), client, role));
            Map<String, Object> less = Map.of(
                    "name",
                    "network",
                    "permissions",
                    List.of(Map.of("key", "/network/", "prefix", true, "access", "read")));
            assertEquals("change the etcd role network", title(run(new EtcdctlRoleModule(), client, less)));
            Map<String, Object> user = Map.of("name", "flannel", "roles", List.of("network"), "password", "hunter2");
            Plan created = run(new EtcdctlUserModule(), client, user);
            assertEquals("create the etcd user flannel", title(created));
            assertFalse(created.toString().contains("hunter2"));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlUserModule(), client, user));
            assertTrue(rejected(run(new EtcdctlAuthModule(), client, Map.of())).contains("user root"));
            run(new EtcdctlUserModule(), client, Map.of("name", "root", "roles", List.of("root"), "password", "toor"));
            Map<String, Object> root = new HashMap<>(client);
            root.putAll(Map.of("user", "root", "password", "toor"));
            assertEquals("enable etcd's authentication", title(run(new EtcdctlAuthModule(), root, Map.of())));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlAuthModule(), root, Map.of()));
            Map<String, Object> flannel = new HashMap<>(client);
            flannel.putAll(Map.of("user", "flannel", "password", "hunter2"));
            EtcdctlGetModule get = new EtcdctlGetModule();
            assertInstanceOf(
                    Answer.Found.class,
                    Gates.look(get, Parameters.of(get, Map.of("client", flannel, "key", "/network/a"))));
            Answer.Failed denied = assertInstanceOf(
                    Answer.Failed.class,
                    Gates.look(get, Parameters.of(get, Map.of("client", flannel, "key", "/registry/secrets"))));
            assertTrue(denied.why().contains("permission denied"), denied.why());
            assertEquals(
                    "disable etcd's authentication",
                    title(run(new EtcdctlAuthModule(), root, Map.of("state", "disabled"))));
            assertEquals(
                    "delete the etcd user flannel",
                    title(run(new EtcdctlUserModule(), client, Map.of("name", "flannel", "state", "absent"))));
            assertEquals(
                    "delete the etcd role network",
                    title(run(new EtcdctlRoleModule(), client, Map.of("name", "network", "state", "absent"))));
            assertInstanceOf(
                    Plan.Unchanged.class,
                    run(new EtcdctlRoleModule(), client, Map.of("name", "network", "state", "absent")));
        }
    }

    @Test
    void unusedRoomIsGivenBackAndAlarmsAreDisarmed() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> client = cluster.client("one");
            healthy(cluster, client, 1);
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlAlarmDisarmModule(), client, Map.of()));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlDefragModule(), client, Map.of()));
            LocalHost.run(Script.of("head -c 1000000 /dev/zero | tr '\\0' x >" + folder.resolve("value")));
            for (int i = 0; i < 20; i++) {
                ctl(client, "put /fill <" + folder.resolve("value"));
            }
            ctl(client, "compact 21 --physical");
            assertTrue(title(run(new EtcdctlDefragModule(), client, Map.of()))
                    .startsWith("defragment etcd at http://127.0.0.1:"));
            assertInstanceOf(Plan.Unchanged.class, run(new EtcdctlDefragModule(), client, Map.of()));
            EtcdctlAlarmListModule list = new EtcdctlAlarmListModule();
            assertEquals(
                    Map.of("alarms", List.of()),
                    assertInstanceOf(
                                    Answer.Found.class, Gates.look(list, Parameters.of(list, Map.of("client", client))))
                            .value());
        }
    }

    @Test
    void aSnapshotIsCheckedAndRestored() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> client = cluster.client("one");
            healthy(cluster, client, 1);
            ctl(client, "put /kept yes");
            ctl(client, "snapshot save " + folder.resolve("snapshot.db"));
            ctl(client, "put /kept no");
            cluster.stop("one");
            EtcdutlSnapshotStatusModule status = new EtcdutlSnapshotStatusModule();
            String etcdutl = Programs.path("etcdutl");
            Map<String, ?> told = assertInstanceOf(
                            Answer.Found.class,
                            Gates.look(
                                    status,
                                    Parameters.of(
                                            status,
                                            Map.of(
                                                    "src",
                                                    folder.resolve("snapshot.db")
                                                            .toString(),
                                                    "etcdutl",
                                                    etcdutl))))
                    .value();
            assertEquals(2L, told.get("revision"));
            Answer.Failed missing = assertInstanceOf(
                    Answer.Failed.class,
                    Gates.look(
                            status,
                            Parameters.of(
                                    status, Map.of("src", folder.resolve("none").toString(), "etcdutl", etcdutl))));
            assertTrue(missing.why().contains("is not there"), missing.why());
            LocalHost.run(
                    Script.of("head -c 3000 " + folder.resolve("snapshot.db") + " >" + folder.resolve("torn.db")));
            assertInstanceOf(
                    Answer.Failed.class,
                    Gates.look(
                            status,
                            Parameters.of(
                                    status,
                                    Map.of("src", folder.resolve("torn.db").toString(), "etcdutl", etcdutl))));
            TestEtcdCluster.Member again = cluster.reserve("again");
            Map<String, Object> restore = Map.of(
                    "src",
                    folder.resolve("snapshot.db").toString(),
                    "data_dir",
                    folder.resolve("again").toString(),
                    "name",
                    "again",
                    "etcdutl",
                    etcdutl,
                    "initial_cluster",
                    "again=" + again.peer(),
                    "initial_cluster_token",
                    "restored",
                    "initial_advertise_peer_urls",
                    List.of(again.peer()));
            EtcdutlSnapshotRestoreModule module = new EtcdutlSnapshotRestoreModule();
            assertEquals(
                    "restore the store of again from " + folder.resolve("snapshot.db"),
                    title(controller()
                            .run(
                                    module,
                                    Parameters.of((TaskModule<EtcdutlSnapshotRestoreModule.Params>) module, restore))));
            assertInstanceOf(
                    Plan.Unchanged.class,
                    controller()
                            .run(
                                    module,
                                    Parameters.of((TaskModule<EtcdutlSnapshotRestoreModule.Params>) module, restore)));
            cluster.start("again", "existing", "again=" + again.peer());
            healthy(cluster, cluster.client("again"), 1);
            assertEquals("/kept\nyes\n", ctl(cluster.client("again"), "get /kept"));
            assertTrue(
                    ctl(cluster.client("again"), "get /kept -w json").contains("\"revision\":1000000002"),
                    ctl(cluster.client("again"), "get /kept -w json"));
        }
    }

    private Map<String, Object> restoring(TestEtcdCluster.Member member) {
        return Map.of(
                "src",
                folder.resolve("snapshot.db").toString(),
                "data_dir",
                folder.resolve("one").toString(),
                "set_aside",
                folder.resolve("one/before").toString(),
                "name",
                "one",
                "etcdutl",
                Programs.path("etcdutl"),
                "initial_cluster",
                "one=" + member.peer(),
                "initial_cluster_token",
                "restored",
                "initial_advertise_peer_urls",
                List.of(member.peer()));
    }

    /** Also where a run was broken off between two of its steps. */
    @Test
    void theStoreThatWasThereIsKept() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> client = cluster.client("one");
            healthy(cluster, client, 1);
            ctl(client, "put /kept yes");
            ctl(client, "snapshot save " + folder.resolve("snapshot.db"));
            ctl(client, "put /kept no");
            cluster.stop("one");
            Files.writeString(folder.resolve("one/member/mark"), "the earlier store");
            EtcdutlSnapshotRestoreModule module = new EtcdutlSnapshotRestoreModule();
            EtcdutlSnapshotRestoreModule.Params params = Parameters.of(
                    (TaskModule<EtcdutlSnapshotRestoreModule.Params>) module, restoring(cluster.member("one")));
            assertInstanceOf(Plan.Change.class, controller().run(module, params));
            assertEquals(Plan.UNCHANGED, controller().run(module, params));
            isTheEarlierStore("one/before/member/mark");

            Files.move(folder.resolve("one/before"), folder.resolve("one/before.part"));
            assertInstanceOf(Plan.Change.class, controller().run(module, params));
            isTheEarlierStore("one/before/member/mark");

            Files.move(folder.resolve("one/before"), folder.resolve("one/before.part"));
            LocalHost.run(Script.of("rm -r " + folder.resolve("one/member")));
            assertInstanceOf(Plan.Change.class, controller().run(module, params));
            isTheEarlierStore("one/before/member/mark");
            cluster.start("one", "existing", "one=" + cluster.member("one").peer());
            healthy(cluster, client, 1);
            assertEquals("/kept\nyes\n", ctl(client, "get /kept"));
        }
    }

    private void isTheEarlierStore(String mark) throws Exception {
        assertEquals("the earlier store", Files.readString(folder.resolve(mark)));
        assertFalse(Files.exists(folder.resolve("one/member/mark")));
        assertFalse(Files.exists(folder.resolve("one/before.part")));
    }

    @Test
    void aSnapshotIsTriedAndNothingStays() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            cluster.startNew("one");
            Map<String, Object> client = cluster.client("one");
            healthy(cluster, client, 1);
            ctl(client, "put /first yes");
            ctl(client, "put /second yes");
            ctl(client, "snapshot save " + folder.resolve("snapshot.db"));
            Path dir = Files.createDirectory(folder.resolve("memory"));
            assertEquals(Map.of("keys", 2L), tried(folder.resolve("snapshot.db"), dir));

            run(new EtcdctlUserModule(), client, Map.of("name", "root", "roles", List.of("root"), "password", "toor"));
            Map<String, Object> root = new HashMap<>(client);
            root.putAll(Map.of("user", "root", "password", "toor"));
            run(new EtcdctlAuthModule(), root, Map.of());
            ctl(client, "--user root:toor snapshot save " + folder.resolve("closed.db"));
            assertEquals(Map.of("keys", -1L), tried(folder.resolve("closed.db"), dir));

            LocalHost.run(
                    Script.of("head -c 3000 " + folder.resolve("snapshot.db") + " >" + folder.resolve("torn.db")));
            assertFalse(LocalHost.run(trial(folder.resolve("torn.db"), dir)).succeeded());
            try (Stream<Path> left = Files.list(dir)) {
                assertEquals(List.of(), left.toList());
            }
        }
    }

    private Map<String, ?> tried(Path snapshot, Path dir) {
        EtcdutlSnapshotTrialModule module = new EtcdutlSnapshotTrialModule();
        ScriptResult done = LocalHost.run(trial(snapshot, dir));
        assertTrue(done.succeeded(), done.err());
        return module.result(trying(module, snapshot, dir), done);
    }

    private static EtcdutlSnapshotTrialModule.Params trying(
            EtcdutlSnapshotTrialModule module, Path snapshot, Path dir) {
        return Parameters.of(
                (TaskModule<EtcdutlSnapshotTrialModule.Params>) module,
                Map.of(
                        "src",
                        snapshot.toString(),
                        "dir",
                        dir.toString(),
                        "bin",
                        String.valueOf(Path.of(Programs.path("etcd")).getParent())));
    }

    private static Script trial(Path snapshot, Path dir) {
        EtcdutlSnapshotTrialModule module = new EtcdutlSnapshotTrialModule();
        return assertInstanceOf(Decision.Do.class, module.decide(trying(module, snapshot, dir), new KnownStates()))
                .run()
                .script();
    }
}
