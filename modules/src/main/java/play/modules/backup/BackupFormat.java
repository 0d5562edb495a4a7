package play.modules.backup;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The files of a backup. {@code manifest.json} can be read by anybody; {@code secrets.vault} is a text of
 * {@code ansible-vault} with the state of the cluster, as {@code play state export} writes it, the manifest once more
 * and the key of the third file; {@code snapshot.db.gz.enc} is the snapshot, compressed and encrypted by AES-256 in
 * counter mode. Nothing but the password holds it together: what the vault has authenticated says the digest of the
 * snapshot.
 */
final class BackupFormat {
    static final int VERSION = 1;
    static final String MANIFEST = "manifest.json";
    static final String SECRETS = "secrets.vault";
    static final String SNAPSHOT = "snapshot.db.gz.enc";

    static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 16;

    private BackupFormat() {}

    /** The key of one snapshot, which encrypts nothing else; hexadecimal. */
    record SnapshotKey(String key, String iv) {
        static SnapshotKey drawn(RandomGenerator random) {
            return new SnapshotKey(hex(random, KEY_BYTES), hex(random, IV_BYTES));
        }

        private static String hex(RandomGenerator random, int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return HexFormat.of().formatHex(bytes);
        }

        /** @throws IllegalArgumentException the key is none */
        Cipher cipher(int mode) {
            try {
                Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
                aes.init(
                        mode,
                        new SecretKeySpec(HexFormat.of().parseHex(key), "AES"),
                        new IvParameterSpec(HexFormat.of().parseHex(iv)));
                return aes;
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("not a key of AES-256", e);
            }
        }

        @Override
        public String toString() {
            return "***";
        }
    }
}
