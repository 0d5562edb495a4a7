package play.connection.shell;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Words that no script can guess and print. */
public final class Nonce {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonce() {}

    /** 32 random hex digits. */
    public static String next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
