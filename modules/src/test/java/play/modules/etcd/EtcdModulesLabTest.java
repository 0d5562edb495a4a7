package play.modules.etcd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Action;
import play.module.Answer;
import play.module.Decision;
import play.module.Plan;
import play.module.TaskModule;
import play.modules.crypto.CryptoModules;
import play.modules.testing.Controller;
import play.modules.testing.Gates;
import play.modules.testing.TestEtcd;
import play.modules.testing.TestPki;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

/** The modules of etcd against a real etcd over TLS. */
@Tag("lab")
class EtcdModulesLabTest {
    @TempDir
    static Path folder = Path.of("/");

    private static @Nullable TestEtcd etcd;
    private static Controller controller = new Controller(Path.of("/"), List.of());
    private static Map<String, Object> client = Map.of();

    @BeforeAll
    static void start() throws Exception {
        controller = new Controller(folder, new CryptoModules().producers());
        Path pki = TestPki.etcd(controller, folder.resolve("pki"));
        TestEtcd started = TestEtcd.start(folder, pki);
        etcd = started;
        client = started.client();
        EtcdctlHealthModule gate = new EtcdctlHealthModule();
        Gates.pass(gate, Parameters.of(gate, Map.of("client", client, "members", 1L, "timeout", "30s")));
    }

    @AfterAll
    static void stop() {
        if (etcd != null) {
            etcd.close();
        }
    }

    private static EtcdctlModule.Params key(Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(Map.of("client", client));
        given.putAll(more);
        return Parameters.of((TaskModule<EtcdctlModule.Params>) new EtcdctlModule(), given);
    }

    private static Plan run(Map<String, Object> more) throws Exception {
        return controller.run(new EtcdctlModule(), key(more));
    }

    @Test
    void aValueIsSetOnceAndChanged() throws Exception {
        assertInstanceOf(Plan.Change.class, run(Map.of("key", "/a", "value", Content.of("one"))));
        assertInstanceOf(Plan.Unchanged.class, run(Map.of("key", "/a", "value", Content.of("one"))));
        assertInstanceOf(Plan.Change.class, run(Map.of("key", "/a", "value", Content.of("two"))));
        assertInstanceOf(Plan.Change.class, run(Map.of("key", "/a", "state", "absent")));
        assertInstanceOf(Plan.Unchanged.class, run(Map.of("key", "/a", "state", "absent")));
    }

    @Test
    void anyTextIsAValue() throws Exception {
        String awkward = "line\n\"quoted\" 'single' \\ back\\\\slash\\\" $HOME `x` ä \t end\\";
        run(Map.of("key", "/awk ward/'\"\\", "value", Content.of(awkward)));
        EtcdctlGetModule get = new EtcdctlGetModule();
        Answer.Found found = assertInstanceOf(
                Answer.Found.class,
                Gates.look(get, Parameters.of(get, Map.of("client", client, "key", "/awk ward/'\"\\"))));
        assertEquals(awkward, found.value().get("value"));
    }

    @Test
    void compareGuardsAChange() throws Exception {
        run(Map.of("key", "/guarded", "value", Content.of("one")));
        assertInstanceOf(
                Plan.Rejected.class,
                run(Map.of("key", "/guarded", "value", Content.of("two"), "compare", Map.of("value", "zero"))));
        assertInstanceOf(
                Plan.Rejected.class,
                run(Map.of("key", "/guarded", "value", Content.of("two"), "compare", Map.of("absent", true))));
        assertInstanceOf(
                Plan.Change.class,
                run(Map.of("key", "/guarded", "value", Content.of("two"), "compare", Map.of("value", "one"))));
    }

    @Test
    void aChangeInBetweenIsNotOverwritten() throws Exception {
        run(Map.of("key", "/raced", "value", Content.of("one")));
        Plan.Change change = assertInstanceOf(
                Plan.Change.class,
                controller.plan(new EtcdctlModule(), key(Map.of("key", "/raced", "value", Content.of("mine")))));
        run(Map.of("key", "/raced", "value", Content.of("theirs")));
        var lost = LocalHost.run(((Action.Run) change.actions().getFirst()).script());
        assertEquals(1, lost.exitCode());
        assertTrue(lost.err().contains("changed by someone else"), lost.err());
    }

    @Test
    void aSecretValueIsMasked() throws Exception {
        Content secret = Content.secret(Bytes.of("hunter2"));
        Plan.Change change = assertInstanceOf(Plan.Change.class, run(Map.of("key", "/secret", "value", secret)));
        assertTrue(!change.toString().contains("hunter2"), change.toString());
        assertInstanceOf(Plan.Unchanged.class, run(Map.of("key", "/secret", "value", secret)));
    }

    @Test
    void theKeysThatObjectsAreEncryptedByAreCounted() throws Exception {
        String filling = "x".repeat(100_000);
        for (String name : List.of("a", "b")) {
            run(Map.of(
                    "key",
                    "/registry/secrets/" + name,
                    "value",
                    Content.of("k8s:enc:secretbox:v1:key1:,\"done\n," + name + filling)));
        }
        run(Map.of("key", "/registry/secrets/c", "value", Content.of("k8s:enc:aescbc:v1:a.longer_name-2:c")));
        run(Map.of("key", "/registry/secrets/d", "value", Content.of("k8s:enc as it is")));
        run(Map.of("key", "/registry/secretsothers/f", "value", Content.of("k8s:enc:secretbox:v1:key9:")));
        EtcdctlEncryptionModule module = new EtcdctlEncryptionModule();
        Answer answer = Gates.look(module, Parameters.of(module, Map.of("client", client)));
        Answer.Found found = assertInstanceOf(Answer.Found.class, answer, answer.toString());
        assertEquals(
                Map.of("secrets", Map.of("key1", 2L, "a.longer_name-2", 1L, "", 1L), "configmaps", Map.of()),
                found.value().get("keys"));
    }

    @Test
    void membersAreListed() {
        EtcdctlMemberListModule list = new EtcdctlMemberListModule();
        Answer.Found found =
                assertInstanceOf(Answer.Found.class, Gates.look(list, Parameters.of(list, Map.of("client", client))));
        assertTrue(String.valueOf(found.value()).contains("name=one"), String.valueOf(found.value()));
    }

    @Test
    void theGateWaitsForMissingMembers() {
        EtcdctlHealthModule gate = new EtcdctlHealthModule();
        Answer.Waiting waiting = assertInstanceOf(
                Answer.Waiting.class, Gates.look(gate, Parameters.of(gate, Map.of("client", client, "members", 3L))));
        assertTrue(waiting.why().contains("1 members, not 3"), waiting.why());
    }

    @Test
    void withoutACertificateNobodyIsServed() {
        Map<String, Object> stranger = new HashMap<>(client);
        stranger.remove("cert");
        stranger.remove("key");
        stranger.put("timeout", "1s");
        EtcdctlHealthModule gate = new EtcdctlHealthModule();
        Answer.Waiting waiting = assertInstanceOf(
                Answer.Waiting.class, Gates.look(gate, Parameters.of(gate, Map.of("client", stranger))));
        assertTrue(waiting.why().contains("does not answer"), waiting.why());
    }

    @Test
    void aSnapshotIsSaved() throws Exception {
        EtcdctlSnapshotModule snapshot = new EtcdctlSnapshotModule();
        Path dest = folder.resolve("snapshot.db");
        var params = Parameters.of(snapshot, Map.of("client", client, "dest", dest.toString()));
        Decision.Do decided = assertInstanceOf(
                Decision.Do.class, snapshot.decide(params, LocalHost.reading(snapshot.probes(params))));
        var done = LocalHost.run(decided.run().script());
        assertTrue(done.succeeded(), done.err() + done.out());
        assertEquals(
                Bytes.of(Files.readAllBytes(dest)).sha256(),
                snapshot.result(params, done).get("sha256"));
        assertEquals(Optional.empty(), snapshot.failure(params, done));
    }

    @Test
    void aRefusedConnectionIsNoEmptyStore() {
        Map<String, Object> nobody = new HashMap<>(client);
        nobody.put("endpoints", List.of("https://127.0.0.1:1"));
        nobody.put("timeout", "1s");
        Plan.Undetermined plan = assertInstanceOf(
                Plan.Undetermined.class,
                controller.plan(
                        new EtcdctlModule(), key(Map.of("client", nobody, "key", "/a", "value", Content.of("x")))));
        assertTrue(plan.why().contains("connection refused"), plan.why());
        assertThrows(
                AssertionError.class,
                () -> Gates.pass(
                        new EtcdctlHealthModule(),
                        Parameters.of(new EtcdctlHealthModule(), Map.of("client", nobody, "timeout", "0s"))));
    }
}
