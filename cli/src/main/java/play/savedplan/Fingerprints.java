package play.savedplan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import play.event.StateChange;
import play.value.Bytes;
import play.value.PrivateFiles;

/**
 * Values as a plan keeps them: HMAC-SHA-256 by a key that stays on this machine, so that nobody who has the plan can
 * guess a secret from it.
 */
public final class Fingerprints {
    private static final int KEY_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    private Fingerprints(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** By the key in a file, which is made if there is none; of several who make it at once, all get the same. */
    public static Fingerprints in(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] fresh = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(fresh);
            PrivateFiles.writeFirst(file, Bytes.of(Base64.getEncoder().encodeToString(fresh)));
        }
        try {
            return new Fingerprints(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IllegalArgumentException e) {
            throw new IOException("it holds no key in base64", e);
        }
    }

    /** Tells keys apart, and nothing else of them. */
    public String keyId() {
        return of("the key of this machine").substring(0, 12);
    }

    /**
     * Another key made from this one, by HKDF: whoever sees any number of fingerprints knows nothing of it.
     *
     * @param algorithm that it is for, by a key of 256 bits
     * @param purpose tells it from others
     */
    public SecretKey derived(String algorithm, String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HKDF", e);
        }
    }

    /** Base64. */
    public String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** @param masked without the secrets in it */
    Kept.Change change(String title, List<StateChange> changes, UnaryOperator<String> masked) {
        List<Kept.State> states = changes.stream()
                .map(change ->
                        new Kept.State(change.family(), masked.apply(change.id()), of(change.id()), fields(change)))
                .toList();
        return new Kept.Change(masked.apply(title), of(title), states);
    }

    private List<Kept.Field> fields(StateChange change) {
        return change.fields().stream()
                .map(field -> new Kept.Field(
                        field.name(),
                        known(field.before()).filter(print -> !field.before().equals(StateChange.UNKNOWN)),
                        known(field.after())))
                .toList();
    }

    private Optional<String> known(String value) {
        return value.equals(StateChange.LATER) ? Optional.empty() : Optional.of(of(value));
    }
}
