package play.modules.packages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import play.value.Bytes;

/** The public keys in a text or a file of OpenPGP (RFC 4880), as far as it takes to tell them apart. */
final class OpenPgpKeys {
    private static final int PUBLIC_KEY = 6;
    private static final int PUBLIC_SUBKEY = 14;
    private static final int VERSION = 4;

    private final byte[] data;
    private int at;

    private OpenPgpKeys(byte[] data) {
        this.data = data;
    }

    /** Fingerprints, in upper-case hex digits, of all keys and subkeys; none where it holds no key. */
    static List<String> fingerprints(Bytes key) {
        try {
            return new OpenPgpKeys(RemoteKeys.Key.isArmored(key.utf8()) ? unarmored(key.utf8()) : key.toArray()).all();
        } catch (IllegalArgumentException | IndexOutOfBoundsException broken) {
            return List.of();
        }
    }

    /** Whether a key has an id: the last digits of its fingerprint, or all of it. */
    static boolean has(Bytes key, String id) {
        String digits = id.replaceFirst("^0[xX]", "").replace(" ", "").toUpperCase(Locale.ROOT);
        return fingerprints(key).stream().anyMatch(fingerprint -> fingerprint.endsWith(digits));
    }

    private static byte[] unarmored(String text) {
        String body = text.substring(text.indexOf("-----BEGIN PGP"))
                .lines()
                .skip(1)
                .dropWhile(line -> line.contains(": "))
                .takeWhile(line -> !line.startsWith("-----END") && !line.startsWith("="))
                .map(String::strip)
                .collect(Collectors.joining());
        return Base64.getDecoder().decode(body);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        while (at < data.length && (data[at] & 0x80) != 0) {
            int head = data[at++] & 0xff;
            boolean fresh = (head & 0x40) != 0;
            int tag = fresh ? head & 0x3f : (head >> 2) & 0xf;
            int length = fresh ? length() : number(1 << (head & 3));
            byte[] packet = Arrays.copyOfRange(data, at, Math.addExact(at, length));
            at += length;
            if ((tag == PUBLIC_KEY || tag == PUBLIC_SUBKEY) && packet.length > 0 && packet[0] == VERSION) {
                all.add(fingerprint(packet));
            }
        }
        return all;
    }

    /** Of a packet of the new form; one in parts is no key. */
    private int length() {
        int first = number(1);
        if (first < 192) {
            return first;
        }
        if (first == 255) {
            return number(4);
        }
        if (first >= 224) {
            throw new IllegalArgumentException("a packet in parts");
        }
        return ((first - 192) << 8) + number(1) + 192;
    }

    private int number(int bytes) {
        if (bytes > 4) {
            throw new IllegalArgumentException("a packet without an end");
        }
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number = (number << 8) | (data[at++] & 0xff);
        }
        if (number > data.length - at) {
            throw new IllegalArgumentException("a packet that is cut off");
        }
        return (int) number;
    }

    private static String fingerprint(byte[] packet) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(new byte[] {(byte) 0x99, (byte) (packet.length >> 8), (byte) packet.length});
            return HexFormat.of().withUpperCase().formatHex(sha1.digest(packet));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
