package play.vault;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import play.value.Bytes;

/** Opens and writes texts in the format of {@code ansible-vault} 1.1 and 1.2 (AES256). Immutable. */
public final class Vault {
    /** For when no password was given: it opens nothing. */
    public static final Vault LOCKED = new Vault(List.of());

    private static final int ITERATIONS = 10_000;
    private static final int KEY = 32;
    private static final int BLOCK = 16;

    private final List<VaultPassword> passwords;

    public Vault(List<VaultPassword> passwords) {
        this.passwords = List.copyOf(passwords);
    }

    /** Whether a text begins like an encrypted one. */
    public static boolean isEncrypted(String text) {
        return text.startsWith(VaultText.MARK);
    }

    /** Whether a file begins like an encrypted one. */
    public static boolean isEncrypted(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isEncrypted(new String(in.readNBytes(VaultText.MARK.length()), StandardCharsets.US_ASCII));
        }
    }

    /** The plain bytes; passwords whose label is that of the text are tried first. */
    public Bytes open(String text) throws VaultException {
        if (passwords.isEmpty() && isEncrypted(text)) {
            throw new VaultException(
                    "It is encrypted, and no vault password was given. Use --vault-password-file or --ask-vault-pass.");
        }
        VaultText envelope = VaultText.parse(text);
        List<VaultPassword> likelyFirst = passwords.stream()
                .sorted(Comparator.comparing(password -> !envelope.label().equals(Optional.of(password.label()))))
                .toList();
        for (VaultPassword password : likelyFirst) {
            Optional<byte[]> plain = open(envelope, password);
            if (plain.isPresent()) {
                return Bytes.of(plain.get());
            }
        }
        String label =
                envelope.label().map(name -> " It is labelled '" + name + "'.").orElse("");
        throw new VaultException("None of the vault passwords that were given opens it." + label);
    }

    /** Encrypts with one password; a label other than {@code default} makes it format 1.2. */
    public static String seal(Bytes plain, VaultPassword password, SecureRandom random) {
        byte[] salt = new byte[KEY];
        random.nextBytes(salt);
        return seal(plain, password, salt);
    }

    /** The same with a salt that was drawn elsewhere. */
    public static String seal(Bytes plain, VaultPassword password, byte[] salt) {
        try {
            Keys keys = Keys.derive(password.password(), salt);
            byte[] sealed = keys.crypt(Cipher.ENCRYPT_MODE, padded(plain.toArray()));
            Optional<String> label =
                    Optional.of(password.label()).filter(name -> !name.equals(VaultPassword.DEFAULT_LABEL));
            return new VaultText(label, salt, keys.mac(sealed), sealed).print();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> open(VaultText envelope, VaultPassword password) throws VaultException {
        try {
            Keys keys = Keys.derive(password.password(), envelope.salt());
            if (!MessageDigest.isEqual(keys.mac(envelope.sealed()), envelope.mac())) {
                return Optional.empty();
            }
            return Optional.of(unpadded(keys.crypt(Cipher.DECRYPT_MODE, envelope.sealed())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] padded(byte[] plain) {
        int padding = BLOCK - plain.length % BLOCK;
        byte[] padded = Arrays.copyOf(plain, plain.length + padding);
        Arrays.fill(padded, plain.length, padded.length, (byte) padding);
        return padded;
    }

    private static byte[] unpadded(byte[] padded) throws VaultException {
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (padding < 1 || padding > BLOCK || padding > padded.length) {
            throw new VaultException("The encrypted text is truncated or damaged.");
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }

    /** What is derived from a password and a salt. */
    private record Keys(byte[] cipher, byte[] mac, byte[] start) {
        static Keys derive(String password, byte[] salt) throws GeneralSecurityException {
            byte[] all = pbkdf2(password.getBytes(StandardCharsets.UTF_8), salt, 2 * KEY + BLOCK);
            return new Keys(
                    Arrays.copyOf(all, KEY),
                    Arrays.copyOfRange(all, KEY, 2 * KEY),
                    Arrays.copyOfRange(all, 2 * KEY, all.length));
        }

        /** RFC 8018 with HMAC-SHA-256; the platform's own refuses empty passwords and passwords that are no text. */
        private static byte[] pbkdf2(byte[] password, byte[] salt, int length) throws GeneralSecurityException {
            Mac prf = Mac.getInstance("HmacSHA256");
            prf.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA256"));
            byte[] out = new byte[length];
            for (int block = 1, at = 0; at < length; block++) {
                prf.update(salt);
                byte[] round = prf.doFinal(
                        new byte[] {(byte) (block >>> 24), (byte) (block >>> 16), (byte) (block >>> 8), (byte) block});
                byte[] sum = round.clone();
                for (int i = 1; i < ITERATIONS; i++) {
                    round = prf.doFinal(round);
                    for (int k = 0; k < sum.length; k++) {
                        sum[k] = (byte) (sum[k] ^ round[k]);
                    }
                }
                int part = Math.min(sum.length, length - at);
                System.arraycopy(sum, 0, out, at, part);
                at += part;
            }
            return out;
        }

        byte[] mac(byte[] sealed) throws GeneralSecurityException {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(mac, "HmacSHA256"));
            return hmac.doFinal(sealed);
        }

        byte[] crypt(int mode, byte[] input) throws GeneralSecurityException {
            Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
            aes.init(mode, new SecretKeySpec(cipher, "AES"), new IvParameterSpec(start));
            return aes.doFinal(input);
        }
    }
}
