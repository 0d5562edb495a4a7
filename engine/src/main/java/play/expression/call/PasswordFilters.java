package play.expression.call;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.expression.data.Bounds;
import play.expression.data.Failure;
import play.expression.data.Text;

/**
 * The filter {@code password_hash}, with the salts that libxcrypt makes of those that are given, as ansible-core has it
 * from 2.21 on. Without a salt it is another hash in each run.
 */
final class PasswordFilters {
    private static final int FEWEST_ROUNDS = 1000;
    private static final int MOST_ROUNDS = 999_999_999;

    /** Rounds that a hash does not name. */
    private static final int USUAL_ROUNDS = 5000;

    private static final int STEPS_OF_A_ROUND = 50;
    private static final int STEPS_OF_BCRYPT = 20_000;
    private static final int SALT_OF_BCRYPT = 22;
    private static final Map<String, String> KINDS = Map.of(
            "md5",
            "1",
            "md5_crypt",
            "1",
            "sha256",
            "5",
            "sha256_crypt",
            "5",
            "sha512",
            "6",
            "sha512_crypt",
            "6",
            "blowfish",
            "2b",
            "bcrypt",
            "2b");

    private PasswordFilters() {}

    static void add(Registry.Builder to) {
        to.filter(
                "password_hash",
                "hashtype? salt? salt_size? rounds? ident?",
                MarkerHandling.CONTENT,
                PasswordFilters::hash);
    }

    private static @Nullable Object hash(@Nullable Object input, Given given) {
        String type = given.text("hashtype", "sha512");
        @Nullable String kind = KINDS.get(type);
        if (kind == null) {
            throw Failure.arguments("'" + type + "' is not a supported hash of passwords; supported are "
                    + String.join(", ", KINDS.keySet().stream().sorted().toList()) + ".");
        }
        int size = kind.equals("2b") ? SALT_OF_BCRYPT : kind.equals("1") ? 8 : 16;
        int wanted = given.small("salt_size", 0) == 0 ? size : given.small("salt_size", size);
        boolean exact = kind.equals("2b");
        if (exact ? wanted != size : wanted > size || wanted < 0) {
            throw Failure.arguments("'salt_size' is " + (exact ? "" : "at most ") + size + " for '" + type + "'.");
        }
        byte[] password = Text.decoded(input).getBytes(StandardCharsets.UTF_8);
        String ident = given.text("ident", "").isEmpty() ? kind : given.text("ident");
        String salt = given.text("salt", "");
        if (salt.isEmpty()) {
            return Drawn.now(
                    given,
                    "the salt that 'password_hash' draws when none is given",
                    () -> hashed(password, ident, Drawn.bytes(Math.max(4, wanted)), given));
        }
        return hashed(password, ident, checked(salt, size, exact), given);
    }

    private static byte[] checked(String salt, int size, boolean exact) {
        if (!salt.matches("[A-Za-z0-9./]+")) {
            throw Failure.arguments("'salt' has letters, digits, '.' and '/' only.");
        }
        if (exact ? salt.length() != size : salt.length() > size || salt.length() < 3) {
            throw Failure.arguments("'salt' must have " + (exact ? "" : "3 to ") + size + " characters.");
        }
        return salt.getBytes(StandardCharsets.US_ASCII);
    }

    private static String hashed(byte[] password, String ident, byte[] salt, Given given) {
        return switch (ident) {
            case "1" -> {
                if (given.whole("rounds", 0) != 0) {
                    throw Failure.arguments("'rounds' are fixed for md5.");
                }
                Bounds.steps((long) FEWEST_ROUNDS * STEPS_OF_A_ROUND);
                yield CryptHash.md5(password, CryptHash.packed(salt, 8));
            }
            case "5", "6" -> sha(password, ident, CryptHash.packed(salt, 16), given);
            case "2a", "2b", "2y" -> bcrypt(password, ident, salt, given);
            default -> throw Failure.arguments("'ident' is one of 1, 2a, 2b, 2y, 5, 6.");
        };
    }

    private static String sha(byte[] password, String ident, String salt, Given given) {
        boolean longer = ident.equals("6");
        long asked = given.whole("rounds", 0) == 0 ? longer ? 656_000 : 535_000 : given.whole("rounds", 0);
        int rounds = Math.clamp(asked, FEWEST_ROUNDS, MOST_ROUNDS);
        Bounds.steps((long) rounds * STEPS_OF_A_ROUND);
        Bounds.read(password.length * 100L);
        String named = rounds == USUAL_ROUNDS ? "" : "rounds=" + rounds + "$";
        return "$" + ident + "$" + named + salt + "$" + ShaCrypt.of(longer).hash(password, salt, rounds);
    }

    private static String bcrypt(byte[] password, String ident, byte[] salt, Given given) {
        int cost = given.small("rounds", 0) == 0 ? 12 : given.small("rounds", 12);
        if (cost < 4 || cost > 31) {
            throw Failure.arguments("'rounds' of bcrypt are from 4 to 31: the logarithm of what it does.");
        }
        Bounds.steps((long) STEPS_OF_BCRYPT << cost);
        return CryptHash.bcrypt(ident, password, salt, cost);
    }
}
