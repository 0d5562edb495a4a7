package play.modules.backup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Plan;
import play.module.ProductionException;
import play.module.TaskModule;
import play.modules.testing.Controller;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Secret;

class BackupModulesTest {
    private static final String PASSWORD = "open sesame";
    private static final int SIZE = 5_000_000;

    private final BackupSaveModule save = new BackupSaveModule();
    private final BackupSnapshotModule snapshot = new BackupSnapshotModule();

    @TempDir
    private Path folder = Path.of("/");

    private final byte[] store = new byte[SIZE];

    @BeforeEach
    void thereIsAStoreAndAState() throws Exception {
        new Random(7).nextBytes(store);
        System.arraycopy(
                "a Secret of the cluster".repeat(40_000).getBytes(StandardCharsets.UTF_8), 0, store, 0, 900_000);
        Files.write(folder.resolve("snapshot.db"), store);
        keep("pki/lab/ca.pem", "the key of the CA");
        keep("secrets/lab/encryption-key1", "the key of Secrets");
        keep("pki/other/ca.pem", "the CA of others");
        keep("runs/one", "a journal");
        Files.createDirectories(folder.resolve("inventory/.git"));
        Files.writeString(folder.resolve("inventory/hosts.yml"), "all:\n");
        Files.writeString(folder.resolve("inventory/.git/HEAD"), "ref\n");
    }

    private void keep(String name, String text) throws Exception {
        Path file = controller().state().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Controller controller() {
        return new Controller(folder, new BackupModules().producers());
    }

    private BackupSaveModule.Params saving() {
        return Parameters.of(
                (TaskModule<BackupSaveModule.Params>) save,
                Map.of(
                        "dest", folder.resolve("backups/first").toString(),
                        "cluster", "lab",
                        "snapshot", folder.resolve("snapshot.db").toString(),
                        "password", PASSWORD,
                        "include", List.of(folder.resolve("inventory").toString()),
                        "details", Map.of("etcd", "3.6.14")));
    }

    private BackupSnapshotModule.Params opening(String password) {
        return Parameters.of(
                (TaskModule<BackupSnapshotModule.Params>) snapshot,
                Map.of(
                        "src", folder.resolve("backups/first").toString(),
                        "sha256", Bytes.of(store).sha256(),
                        "password", password,
                        "dest", folder.resolve("restored.db").toString()));
    }

    private Path saved(String name) {
        return folder.resolve("backups/first").resolve(name);
    }

    @Test
    void whatIsSavedComesBackByThePassword() throws Exception {
        assertInstanceOf(Plan.Change.class, controller().run(save, saving()));
        assertEquals(Plan.UNCHANGED, controller().run(save, saving()));
        assertEquals(
                Map.of("dest", folder.resolve("backups/first").toString()),
                controller().result(save, saving()));
        assertInstanceOf(Plan.Change.class, controller().run(snapshot, opening(PASSWORD)));
        assertArrayEquals(store, Files.readAllBytes(folder.resolve("restored.db")));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("restored.db"))));
        assertEquals(Plan.UNCHANGED, controller().run(snapshot, opening(PASSWORD)));
    }

    @Test
    void nobodyReadsASecretWithoutThePassword() throws Exception {
        controller().run(save, saving());
        try (Stream<Path> files = Files.list(folder.resolve("backups/first"))) {
            Set<String> names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertEquals(Set.of("manifest.json", "secrets.vault", "snapshot.db.gz.enc"), names);
        }
        try (Stream<Path> beside = Files.list(folder.resolve("backups"))) {
            assertEquals(List.of(folder.resolve("backups/first")), beside.toList(), "nothing is left beside it");
        }
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("backups/first"))));
        for (String name : List.of("manifest.json", "secrets.vault", "snapshot.db.gz.enc")) {
            String text = Files.readString(saved(name), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertFalse(text.contains("a Secret"), name);
            assertFalse(text.contains("the key"), name);
            assertFalse(
                    text.contains(
                            Base64.getEncoder().encodeToString("the key of the CA".getBytes(StandardCharsets.UTF_8))),
                    name);
        }
        assertTrue(Files.size(saved("snapshot.db.gz.enc")) < SIZE, "it is compressed before it is encrypted");
        JsonNode manifest = new ObjectMapper().readTree(saved("manifest.json").toFile());
        assertEquals("3.6.14", manifest.path("details").path("etcd").asText());
        assertEquals(SIZE, manifest.path("snapshot").path("size").asLong());
        assertFalse(save.toString().contains(PASSWORD) || saving().toString().contains(PASSWORD));
    }

    /** As {@code play state import} takes it. */
    @Test
    void theStateOfThisClusterIsInIt() throws Exception {
        controller().run(save, saving());
        Bytes plain =
                controller().workshop().sealing().open(Files.readString(saved("secrets.vault")), new Secret(PASSWORD));
        JsonNode secrets = new ObjectMapper().readTree(plain.toArray());
        assertEquals(1, secrets.path("play_state").asInt());
        assertEquals(
                Set.of("pki/lab/ca.pem", "secrets/lab/encryption-key1"),
                secrets.path("files").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
        assertEquals(
                "the key of the CA",
                new String(
                        Base64.getDecoder()
                                .decode(secrets.path("files")
                                        .path("pki/lab/ca.pem")
                                        .asText()),
                        StandardCharsets.UTF_8));
        assertEquals(
                Set.of(folder.resolve("inventory/hosts.yml").toString().substring(1)),
                secrets.path("backup").path("included").properties().stream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    @Test
    void whatIsSecretIsSealed() throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of(
                "dest",
                folder.resolve("backups/first").toString(),
                "cluster",
                "lab",
                "snapshot",
                folder.resolve("snapshot.db").toString(),
                "password",
                PASSWORD));
        given.put("details", Map.of("digests", List.of(new Secret("the digest"))));
        BackupSaveModule.Params open = Parameters.of((TaskModule<BackupSaveModule.Params>) save, given);
        assertEquals("details", save.check(open).getFirst().parameter());
        given.put("sealed", given.remove("details"));
        BackupSaveModule.Params sealed = Parameters.of((TaskModule<BackupSaveModule.Params>) save, given);
        assertEquals(List.of(), save.check(sealed));
        controller().run(save, sealed);
        Bytes plain =
                controller().workshop().sealing().open(Files.readString(saved("secrets.vault")), new Secret(PASSWORD));
        assertEquals(
                "the digest",
                new ObjectMapper()
                        .readTree(plain.toArray())
                        .at("/backup/sealed/digests/0")
                        .asText());
    }

    @Test
    void anotherPasswordOpensNothing() throws Exception {
        controller().run(save, saving());
        ProductionException refused =
                assertThrows(ProductionException.class, () -> controller().run(snapshot, opening("open barley")));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("secrets.vault cannot be opened"), refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("barley"));
        assertFalse(Files.exists(folder.resolve("restored.db")));
    }

    @Test
    void partsOfTwoBackupsAreNone() throws Exception {
        controller().run(save, saving());
        Path manifest = saved("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("3.6.14", "3.7.0"));
        ProductionException refused =
                assertThrows(ProductionException.class, () -> controller().run(snapshot, opening(PASSWORD)));
        assertTrue(String.valueOf(refused.getMessage()).contains("manifest.json is not the one"), refused.getMessage());
    }

    @Test
    void aSnapshotThatIsDamagedIsNotTaken() throws Exception {
        controller().run(save, saving());
        byte[] sealed = Files.readAllBytes(saved("snapshot.db.gz.enc"));
        sealed[sealed.length / 2] ^= 1;
        Files.write(saved("snapshot.db.gz.enc"), sealed);
        assertThrows(UncheckedIOException.class, () -> controller().run(snapshot, opening(PASSWORD)));
    }

    @Test
    void aBackupThatFailsLeavesNothing() throws Exception {
        Files.writeString(folder.resolve("backups"), "a file in the way");
        assertThrows(ProductionException.class, () -> controller().run(save, saving()));
        Files.delete(folder.resolve("backups"));
        Files.delete(folder.resolve("snapshot.db"));
        Plan.Rejected refused =
                assertInstanceOf(Plan.Rejected.class, controller().plan(save, saving()));
        assertTrue(refused.why().contains("there is no snapshot"), refused.why());
        assertFalse(Files.exists(folder.resolve("backups")));
    }
}
