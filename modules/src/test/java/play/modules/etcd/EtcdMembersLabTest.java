package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import play.host.Script;
import play.module.Answer;
import play.module.Plan;
import play.module.TaskModule;
import play.modules.crypto.CryptoModules;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.TestEtcdCluster;
import play.modules.testing.TestPki;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** Members, leadership, users and upkeep, on real clusters of etcd. */
@Tag("lab")
class EtcdMembersLabTest extends EtcdTrial {
    private static String rejected(Plan plan) {
        return assertInstanceOf(Plan.Rejected.class, plan).why();
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
}
