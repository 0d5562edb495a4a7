package play.expression.call;

import java.security.MessageDigest;
import play.value.Bytes;

/**
 * SHA-crypt, as its author specifies it: https://www.akkadia.org/drepper/SHA-crypt.txt.
 *
 * @param algorithm the digest's name
 * @param order places of the digest's bytes, three for each group of four digits; -1 for none
 * @param rest digits of the last group
 */
record ShaCrypt(String algorithm, int[] order, int rest) {
    private static final ShaCrypt SHA256 = new ShaCrypt("SHA-256", order(32, 10, 20), 3);
    private static final ShaCrypt SHA512 = new ShaCrypt("SHA-512", order(64, 21, 42), 2);

    static ShaCrypt of(boolean longer) {
        return longer ? SHA512 : SHA256;
    }

    /** Groups of bytes a third apart, whose order within a group turns from one group to the next. */
    private static int[] order(int size, int second, int third) {
        boolean longer = size == 64;
        int[] order = new int[(size + 2) / 3 * 3];
        int[] group = {0, second, third};
        for (int i = 0; i < size / 3; i++) {
            for (int j = 0; j < 3; j++) {
                order[3 * i + j] = group[j];
            }
            group = longer
                    ? new int[] {group[1] + 1, group[2] + 1, group[0] + 1}
                    : new int[] {group[2] + 1, group[0] + 1, group[1] + 1};
        }
        order[order.length - 3] = -1;
        order[order.length - 2] = longer ? -1 : 31;
        order[order.length - 1] = longer ? 63 : 30;
        return order;
    }

    /** The digits of the hash, without what names its kind, rounds and salt. */
    String hash(byte[] password, String salt, int rounds) {
        byte[] seed = Bytes.of(salt).toArray();
        byte[] start = start(password, seed);
        byte[] word = filled(repeated(password, password.length), password.length);
        byte[] grain = filled(repeated(seed, 16 + (start[0] & 255)), seed.length);
        MessageDigest digest = Bytes.digest(algorithm);
        byte[] sum = start;
        for (int i = 0; i < rounds; i++) {
            digest.update(i % 2 == 1 ? word : sum);
            if (i % 3 != 0) {
                digest.update(grain);
            }
            if (i % 7 != 0) {
                digest.update(word);
            }
            digest.update(i % 2 == 1 ? sum : word);
            sum = digest.digest();
        }
        return text(sum);
    }

    private byte[] start(byte[] password, byte[] seed) {
        MessageDigest inner = Bytes.digest(algorithm);
        inner.update(password);
        inner.update(seed);
        inner.update(password);
        byte[] sum = inner.digest();
        MessageDigest all = Bytes.digest(algorithm);
        all.update(password);
        all.update(seed);
        all.update(filled(sum, password.length));
        for (int bits = password.length; bits > 0; bits >>= 1) {
            all.update((bits & 1) == 1 ? sum : password);
        }
        return all.digest();
    }

    private byte[] repeated(byte[] part, int times) {
        MessageDigest digest = Bytes.digest(algorithm);
        for (int i = 0; i < times; i++) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] filled(byte[] part, int size) {
        byte[] all = new byte[size];
        for (int i = 0; i < size; i++) {
            all[i] = part[i % part.length];
        }
        return all;
    }

    private String text(byte[] sum) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < order.length; i += 3) {
            int bits = at(sum, order[i]) << 16 | at(sum, order[i + 1]) << 8 | at(sum, order[i + 2]);
            CryptHash.write(out, bits, i + 3 < order.length ? 4 : rest);
        }
        return out.toString();
    }

    private static int at(byte[] sum, int place) {
        return place < 0 ? 0 : sum[place] & 255;
    }
}
