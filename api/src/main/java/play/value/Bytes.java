package play.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** An immutable run of bytes. */
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] data;

    private Bytes(byte[] data) {
        this.data = data;
    }

    public static Bytes of(byte[] data) {
        return data.length == 0 ? EMPTY : new Bytes(data.clone());
    }

    /** The UTF-8 bytes of a text. */
    public static Bytes of(String text) {
        return text.isEmpty() ? EMPTY : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return data.length;
    }

    public boolean isEmpty() {
        return data.length == 0;
    }

    /** These, and others behind them. */
    public Bytes and(Bytes others) {
        byte[] all = Arrays.copyOf(data, data.length + others.data.length);
        System.arraycopy(others.data, 0, all, data.length, others.data.length);
        return new Bytes(all);
    }

    public byte[] toArray() {
        return data.clone();
    }

    /** Decoded as UTF-8; bytes that are none become the replacement character. */
    public String utf8() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /** Decoded as UTF-8 if it is text: valid UTF-8 without a NUL byte. */
    public Optional<String> text() {
        for (byte b : data) {
            if (b == 0) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(data))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(data);
    }

    /** The SHA-256 digest as 64 lower-case hex digits. */
    public String sha256() {
        return hex("SHA-256");
    }

    /**
     * The SHA-1 digest as 40 lower-case hex digits, for those who compare with what others made; nothing is trusted by
     * it.
     */
    public String sha1() {
        return hex("SHA-1");
    }

    /**
     * A digest as lower-case hex digits.
     *
     * @param algorithm a name that every Java platform has: {@code SHA-512}
     */
    public String hex(String algorithm) {
        return HexFormat.of().formatHex(digest(algorithm).digest(data));
    }

    /** A fresh SHA-256 digest. */
    public static MessageDigest digest() {
        return digest("SHA-256");
    }

    /**
     * A fresh digest.
     *
     * @param algorithm a name that every Java platform has: {@code SHA-512}
     */
    public static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    /** Says how many bytes, never which: they may be secret. */
    @Override
    public String toString() {
        return data.length + " bytes";
    }
}
