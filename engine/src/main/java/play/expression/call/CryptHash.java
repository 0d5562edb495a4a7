package play.expression.call;

import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import play.expression.data.Failure;
import play.value.Bytes;

/** Hashes of passwords in the forms of {@code crypt(3)}, and the alphabets they are written in. */
final class CryptHash {
    private static final String DIGITS = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int MD5_ROUNDS = 1000;

    private CryptHash() {}

    /** The lowest six bits first. */
    static void write(StringBuilder out, int bits, int digits) {
        for (int i = 0; i < digits; i++) {
            out.append(DIGITS.charAt((bits >>> (6 * i)) & 63));
        }
    }

    /** Three bytes as four digits, as long as more bytes follow them; at most {@code most} digits. */
    static String packed(byte[] salt, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i + 3 < salt.length && out.length() < most; i += 3) {
            write(out, (salt[i] & 255) | ((salt[i + 1] & 255) << 8) | ((salt[i + 2] & 255) << 16), 4);
        }
        return out.toString();
    }

    /** The whole text of the hash. */
    static String md5(byte[] password, String salt) {
        byte[] seed = Bytes.of(salt).toArray();
        byte[] inner = digest(password, seed, password);
        MessageDigest all = Bytes.digest("MD5");
        all.update(password);
        all.update(Bytes.of("$1$").toArray());
        all.update(seed);
        for (int left = password.length; left > 0; left -= inner.length) {
            all.update(inner, 0, Math.min(left, inner.length));
        }
        for (int bits = password.length; bits > 0; bits >>= 1) {
            all.update((bits & 1) == 1 ? 0 : password[0]);
        }
        byte[] sum = all.digest();
        for (int i = 0; i < MD5_ROUNDS; i++) {
            MessageDigest round = Bytes.digest("MD5");
            round.update(i % 2 == 1 ? password : sum);
            if (i % 3 != 0) {
                round.update(seed);
            }
            if (i % 7 != 0) {
                round.update(password);
            }
            round.update(i % 2 == 1 ? sum : password);
            sum = round.digest();
        }
        StringBuilder out = new StringBuilder("$1$").append(salt).append('$');
        for (int i = 0; i < 5; i++) {
            int last = i == 4 ? 5 : i + 12;
            write(out, ((sum[i] & 255) << 16) | ((sum[i + 6] & 255) << 8) | (sum[last] & 255), 4);
        }
        write(out, sum[11] & 255, 2);
        return out.toString();
    }

    private static byte[] digest(byte[]... parts) {
        MessageDigest digest = Bytes.digest("MD5");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    /** The whole text of the hash; of the salt 16 bytes count, of the password 72. */
    static String bcrypt(String ident, byte[] password, byte[] salt, int cost) {
        for (byte one : password) {
            if (one == 0) {
                throw Failure.value("A password cannot have NUL in it.");
            }
        }
        return OpenBSDBCrypt.generate(ident, password, Arrays.copyOf(salt, 16), cost);
    }
}
