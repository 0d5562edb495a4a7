package play.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import play.savedplan.Fingerprints;
import play.value.JsonText;
import play.value.MalformedTextException;
import play.value.Values;

/**
 * Values as a journal keeps them: encrypted by AES-256-GCM with a key of this user on this machine, because hosts print
 * secrets that nobody has declared. Values with secrets that are known are not kept at all.
 */
final class Seal {
    /** Bytes of JSON; what is larger is not kept. */
    static final int MOST = 1 << 18;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final UnaryOperator<String> masked;
    private final SecureRandom random = new SecureRandom();

    /** @param masked a text without the secrets in it */
    Seal(Fingerprints fingerprints, UnaryOperator<String> masked) {
        this.key = fingerprints.derived("AES", "values in journals");
        this.masked = masked;
    }

    /** Base64; nothing where the value is not to be kept. */
    Optional<String> seal(@Nullable Object value) {
        if (Values.hasSecrets(value) || Values.unknownIn(value).isPresent()) {
            return Optional.empty();
        }
        try {
            String json = JSON.writeValueAsString(value);
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return bytes.length > MOST || !masked.apply(json).equals(json)
                    ? Optional.empty()
                    : Optional.of(encrypted(bytes));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String encrypted(byte[] plain) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(plain);
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + CIPHER, e);
        }
    }

    /** The value, immutable; nothing where it was not sealed by this key. */
    Optional<Object> open(String sealed) {
        try {
            byte[] bytes = Base64.getDecoder().decode(sealed);
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, bytes, 0, NONCE_BYTES));
            byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.ofNullable(Values.copyOf(JsonText.read(new String(plain, StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException | IllegalArgumentException | MalformedTextException e) {
            return Optional.empty();
        }
    }
}
