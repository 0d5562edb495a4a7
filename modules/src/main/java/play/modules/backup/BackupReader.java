package play.modules.backup;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.backup.BackupFormat.SnapshotKey;
import play.value.Bytes;
import play.value.Content;
import play.value.Secret;

/** Opens a backup that its password fits, and believes what that password has authenticated. */
final class BackupReader {
    private BackupReader() {}

    static Map<String, Content> snapshot(SnapshotRecipe recipe, Workshop workshop) throws ProductionException {
        Path folder = recipe.folder();
        try {
            JsonNode secrets = secrets(recipe, workshop);
            JsonNode backup = secrets.path("backup");
            JsonNode manifest = backup.path("manifest");
            if (manifest.path("format").asInt() != BackupFormat.VERSION) {
                throw new ProductionException(folder + " is not a backup of this version of play");
            }
            if (!manifest.equals(BackupFormat.JSON.readTree(Files.readString(folder.resolve(BackupFormat.MANIFEST))))) {
                throw new ProductionException(folder + ": " + BackupFormat.MANIFEST + " is not the one that "
                        + BackupFormat.SECRETS + " was written with; take another backup");
            }
            SnapshotKey key = new SnapshotKey(
                    backup.path("key").asText(), backup.path("iv").asText());
            String sha256 = manifest.path("snapshot").path("sha256").asText();
            return Map.of(
                    SnapshotRecipe.PART,
                    new Content.Streamed(
                            () -> opened(folder.resolve(BackupFormat.SNAPSHOT), key, sha256),
                            sha256,
                            manifest.path("snapshot").path("size").asLong()));
        } catch (IOException e) {
            throw new ProductionException(folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode secrets(SnapshotRecipe recipe, Workshop workshop) throws IOException, ProductionException {
        Path file = recipe.folder().resolve(BackupFormat.SECRETS);
        try {
            Bytes plain = workshop.sealing()
                    .open(Files.readString(file), new Secret(recipe.password().reveal()));
            return BackupFormat.JSON.readTree(plain.toArray());
        } catch (ProductionException e) {
            throw new ProductionException(file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static InputStream opened(Path file, SnapshotKey key, String sha256) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return new Verified(
                    new GZIPInputStream(new CipherInputStream(in, key.cipher(Cipher.DECRYPT_MODE)), 1 << 16),
                    sha256,
                    file);
        } catch (IOException | IllegalArgumentException e) {
            in.close();
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Fails at its end where it was not what was wanted. */
    private static final class Verified extends FilterInputStream {
        private final MessageDigest digest = Bytes.digest();
        private final String sha256;
        private final Path file;

        Verified(InputStream in, String sha256, Path file) {
            super(in);
            this.sha256 = sha256;
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            if (count > 0) {
                digest.update(into, from, count);
            } else if (count < 0 && !HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
                throw new IOException(file + " is damaged: its digest is not that of the snapshot that was taken");
            }
            return count;
        }
    }
}
