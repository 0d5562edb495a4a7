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
import play.host.Script;
import play.host.ScriptResult;
import play.module.Answer;
import play.module.Decision;
import play.module.Plan;
import play.module.TaskModule;
import play.modules.testing.Gates;
import play.modules.testing.Programs;
import play.modules.testing.TestEtcdCluster;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

/** Snapshots of real clusters of etcd: checked, restored, tried. */
@Tag("lab")
class EtcdSnapshotsLabTest extends EtcdTrial {
    @Test
    void aSnapshotIsCheckedAndRestored() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            stoppedAfterItsSnapshot(cluster);
            Answer.Found told = assertInstanceOf(Answer.Found.class, status("snapshot.db"));
            assertEquals(2L, told.value().get("revision"));
            Answer.Failed missing = assertInstanceOf(Answer.Failed.class, status("none"));
            assertTrue(missing.why().contains("is not there"), missing.why());
            tear();
            assertInstanceOf(Answer.Failed.class, status("torn.db"));
            TestEtcdCluster.Member again = cluster.reserve("again");
            EtcdutlSnapshotRestoreModule module = new EtcdutlSnapshotRestoreModule();
            EtcdutlSnapshotRestoreModule.Params params = restoring(module, "again", again, Map.of());
            assertEquals(
                    "restore the store of again from " + folder.resolve("snapshot.db"),
                    title(controller().run(module, params)));
            assertInstanceOf(Plan.Unchanged.class, controller().run(module, params));
            cluster.start("again", "existing", "again=" + again.peer());
            healthy(cluster, cluster.client("again"), 1);
            assertEquals("/kept\nyes\n", ctl(cluster.client("again"), "get /kept"));
            assertTrue(
                    ctl(cluster.client("again"), "get /kept -w json").contains("\"revision\":1000000002"),
                    ctl(cluster.client("again"), "get /kept -w json"));
        }
    }

    /** A member, "one", that has changed after its snapshot. */
    private Map<String, Object> stoppedAfterItsSnapshot(TestEtcdCluster cluster) throws Exception {
        cluster.startNew("one");
        Map<String, Object> client = cluster.client("one");
        healthy(cluster, client, 1);
        ctl(client, "put /kept yes");
        ctl(client, "snapshot save " + folder.resolve("snapshot.db"));
        ctl(client, "put /kept no");
        cluster.stop("one");
        return client;
    }

    private Answer status(String name) {
        EtcdutlSnapshotStatusModule status = new EtcdutlSnapshotStatusModule();
        return Gates.look(
                status,
                Parameters.of(
                        status, Map.of("src", folder.resolve(name).toString(), "etcdutl", Programs.path("etcdutl"))));
    }

    /** Of the snapshot, the first part. */
    private void tear() {
        LocalHost.run(Script.of("head -c 3000 " + folder.resolve("snapshot.db") + " >" + folder.resolve("torn.db")));
    }

    private EtcdutlSnapshotRestoreModule.Params restoring(
            EtcdutlSnapshotRestoreModule module, String name, TestEtcdCluster.Member member, Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of(
                "src",
                folder.resolve("snapshot.db").toString(),
                "data_dir",
                folder.resolve(name).toString(),
                "name",
                name,
                "etcdutl",
                Programs.path("etcdutl"),
                "initial_cluster",
                name + "=" + member.peer(),
                "initial_cluster_token",
                "restored",
                "initial_advertise_peer_urls",
                List.of(member.peer())));
        given.putAll(more);
        return Parameters.of((TaskModule<EtcdutlSnapshotRestoreModule.Params>) module, given);
    }

    /** Also where a run was broken off between two of its steps. */
    @Test
    void theStoreThatWasThereIsKept() throws Exception {
        try (TestEtcdCluster cluster = new TestEtcdCluster(folder)) {
            Map<String, Object> client = stoppedAfterItsSnapshot(cluster);
            Files.writeString(folder.resolve("one/member/mark"), "the earlier store");
            EtcdutlSnapshotRestoreModule module = new EtcdutlSnapshotRestoreModule();
            EtcdutlSnapshotRestoreModule.Params params = restoring(
                    module,
                    "one",
                    cluster.member("one"),
                    Map.of("set_aside", folder.resolve("one/before").toString()));
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

            tear();
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
