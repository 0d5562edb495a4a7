package play.modules.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** How random bits are spelled. */
public enum SecretFormat {
    /** Base64 of {@code length} random bytes. */
    BASE64,
    /** Hex digits of {@code length} random bytes. */
    HEX,
    /** {@code length} lower-case letters and digits, as in Kubernetes' bootstrap tokens. */
    TOKEN,
    /** A key of Ceph: kind 1, a moment that is not told, and 16 random bytes. */
    CEPHX,
    /** A random UUID. */
    UUID;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

    String make(int length, RandomGenerator random) {
        return switch (this) {
            case BASE64 -> Base64.getEncoder().encodeToString(bytes(length, random));
            case HEX -> HexFormat.of().formatHex(bytes(length, random));
            case TOKEN ->
                random.ints(length, 0, ALPHABET.length())
                        .collect(
                                StringBuilder::new, (text, i) -> text.append(ALPHABET.charAt(i)), StringBuilder::append)
                        .toString();
            case CEPHX -> cephx(bytes(16, random));
            case UUID -> uuid(bytes(16, random));
        };
    }

    /** Whether a text can have been made by {@link #make} with that length. */
    boolean fits(String text, int length) {
        return switch (this) {
            case BASE64 -> text.matches("[A-Za-z0-9+/]*={0,2}") && text.length() == (length + 2) / 3 * 4;
            case HEX -> text.matches("[0-9a-f]*") && text.length() == 2 * length;
            case TOKEN -> text.matches("[a-z0-9]*") && text.length() == length;
            case CEPHX -> text.matches("AQ[A-Za-z0-9+/]{36}==");
            case UUID -> text.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        };
    }

    private static byte[] bytes(int length, RandomGenerator random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Little endian: 16 bits of kind, 32 of seconds, 32 of nanoseconds, 16 of length, then the key. */
    private static String cephx(byte[] key) {
        ByteBuffer whole = ByteBuffer.allocate(12 + key.length).order(ByteOrder.LITTLE_ENDIAN);
        whole.putShort((short) 1)
                .putInt(0)
                .putInt(0)
                .putShort((short) key.length)
                .put(key);
        return Base64.getEncoder().encodeToString(whole.array());
    }

    /** With the version and variant bits of RFC 9562. */
    private static String uuid(byte[] bytes) {
        bytes[6] = (byte) ((bytes[6] & 0x0f) | 0x40);
        bytes[8] = (byte) ((bytes[8] & 0x3f) | 0x80);
        ByteBuffer halves = ByteBuffer.wrap(bytes);
        return new java.util.UUID(halves.getLong(), halves.getLong()).toString();
    }
}
