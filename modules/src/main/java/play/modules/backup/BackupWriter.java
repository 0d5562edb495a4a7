package play.modules.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.backup.BackupFormat.SnapshotKey;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;

/** Writes a backup: whole or not at all, and nothing of it plain. */
final class BackupWriter {
    private final BackupRecipe recipe;
    private final Workshop workshop;
    private final SnapshotKey key;

    private BackupWriter(BackupRecipe recipe, Workshop workshop) {
        this.recipe = recipe;
        this.workshop = workshop;
        this.key = SnapshotKey.drawn(workshop.random());
    }

    static Map<String, Content> write(BackupRecipe recipe, Workshop workshop) throws ProductionException {
        try {
            new BackupWriter(recipe, workshop).write();
            return Map.of();
        } catch (IOException e) {
            throw new ProductionException("the backup " + recipe.folder() + " was not written: " + e.getMessage(), e);
        }
    }

    private void write() throws IOException, ProductionException {
        Path beside = Files.createDirectories(recipe.folder().resolveSibling(""));
        Path fresh = Files.createTempDirectory(
                beside, ".part", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            fill(fresh);
            Files.move(fresh, recipe.folder(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(fresh);
        }
    }

    private void fill(Path fresh) throws IOException, ProductionException {
        long size = snapshot(fresh.resolve(BackupFormat.SNAPSHOT));
        JsonNode manifest = manifest(size);
        put(fresh.resolve(BackupFormat.MANIFEST), BackupFormat.JSON.writeValueAsString(manifest) + "\n");
        put(
                fresh.resolve(BackupFormat.SECRETS),
                workshop.sealing()
                        .seal(
                                Bytes.of(secrets(manifest).toString()),
                                new Secret(recipe.password().reveal())));
    }

    /** Returns how many bytes it has, before they are compressed. */
    private long snapshot(Path to) throws IOException, ProductionException {
        workshop.progress().accept("bringing the snapshot " + recipe.snapshot() + " here");
        MessageDigest sha256 = Bytes.digest();
        long size;
        try (InputStream in = new DigestInputStream(workshop.hostFiles().open(recipe.snapshot()), sha256);
                OutputStream file = Files.newOutputStream(created(to));
                OutputStream out =
                        new GZIPOutputStream(new CipherOutputStream(file, key.cipher(Cipher.ENCRYPT_MODE)), 1 << 16)) {
            size = in.transferTo(out);
        }
        sync(to);
        if (!HexFormat.of().formatHex(sha256.digest()).equals(recipe.sha256())) {
            throw new ProductionException(recipe.snapshot() + " changed while it was brought here");
        }
        return size;
    }

    private JsonNode manifest(long size) {
        ObjectNode manifest = BackupFormat.JSON.createObjectNode();
        manifest.put("format", BackupFormat.VERSION);
        manifest.put("cluster", recipe.cluster());
        manifest.put("created", workshop.clock().instant().toString());
        manifest.putObject("snapshot").put("sha256", recipe.sha256()).put("size", size);
        manifest.set("details", BackupFormat.JSON.valueToTree(recipe.details()));
        return manifest;
    }

    /** What {@code play state import} takes, with what else must not be read by anybody. */
    private JsonNode secrets(JsonNode manifest) throws IOException {
        ObjectNode all = BackupFormat.JSON.createObjectNode();
        all.put("play_state", 1);
        all.set("files", BackupFormat.JSON.valueToTree(KeptFiles.ofCluster(workshop.state(), recipe.cluster())));
        ObjectNode backup = all.putObject("backup");
        backup.set("manifest", manifest);
        backup.put("key", key.key()).put("iv", key.iv());
        backup.set("sealed", BackupFormat.JSON.valueToTree(PlainData.revealed(recipe.sealed())));
        backup.set("included", BackupFormat.JSON.valueToTree(KeptFiles.at(recipe.include())));
        return all;
    }

    private static void put(Path file, String text) throws IOException {
        Files.writeString(created(file), text);
        sync(file);
    }

    private static Path created(Path file) throws IOException {
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void remove(Path fresh) throws IOException {
        for (String name : List.of(BackupFormat.SNAPSHOT, BackupFormat.MANIFEST, BackupFormat.SECRETS)) {
            Files.deleteIfExists(fresh.resolve(name));
        }
        Files.deleteIfExists(fresh);
    }
}
