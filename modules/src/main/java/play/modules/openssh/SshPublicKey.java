package play.modules.openssh;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * A public key as a line of OpenSSH has it.
 *
 * @param type such as {@code ssh-ed25519}
 * @param base64 the key
 */
record SshPublicKey(String type, String base64) {
    /** @throws UnknownStateException it is no such line */
    static SshPublicKey of(String line) throws UnknownStateException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[1].matches("[A-Za-z0-9+/]+=*")) {
            throw UnknownStateException.expected("a public key of OpenSSH", line);
        }
        return new SshPublicKey(words[0], words[1]);
    }

    /** What follows the key in its line. */
    static String comment(String line) {
        String[] words = line.split(" ", 3);
        return words.length < 3 ? "" : words[2].strip();
    }

    /** As {@link PairKind#word} has it, else the type. */
    String kind() {
        return switch (type) {
            case "ssh-rsa" -> "rsa";
            case "ssh-dss" -> "dsa";
            case "ssh-ed25519" -> "ed25519";
            default -> type.startsWith("ecdsa-sha2-nistp") ? "ecdsa" : type;
        };
    }

    /** Of what makes the key strong: the modulus, the curve. */
    long bits() throws UnknownStateException {
        return switch (kind()) {
            case "rsa" -> part(2);
            case "dsa" -> part(1);
            case "ecdsa" ->
                Long.parseLong(type.replaceAll(".*nistp(?=\\d{3}$)", "").replaceAll("\\D", ""));
            default -> 256;
        };
    }

    /** Bits of a number in the key, by its place after the type. */
    private long part(int index) throws UnknownStateException {
        try {
            ByteBuffer key = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            for (int i = 0; i < index; i++) {
                key.position(key.getInt() + key.position());
            }
            byte[] number = new byte[key.getInt()];
            key.get(number);
            return new BigInteger(1, number).bitLength();
        } catch (RuntimeException e) {
            throw UnknownStateException.expected("a public key of OpenSSH", base64);
        }
    }

    /** {@code SHA256:…}, as OpenSSH shows it. */
    String fingerprint() {
        byte[] digest = HexFormat.of()
                .parseHex(Bytes.of(Base64.getDecoder().decode(base64)).hex("SHA-256"));
        return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    }

    /** The line without a comment. */
    @Override
    public String toString() {
        return type + " " + base64;
    }
}
