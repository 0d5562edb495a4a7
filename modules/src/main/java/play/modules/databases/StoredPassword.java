package play.modules.databases;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** Passwords as PostgreSQL stores them: by MD5, or by SCRAM-SHA-256 (RFC 5802, RFC 7677). */
final class StoredPassword {
    private static final Pattern SCRAM =
            Pattern.compile("SCRAM-SHA-256\\$([0-9]{1,9}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    private static final Pattern MD5 = Pattern.compile("md5[0-9a-f]{32}");

    private StoredPassword() {}

    /**
     * Whether a role has a password.
     *
     * @param stored empty where it has none
     * @param wanted the password itself, or as it is to be stored; empty for none
     */
    static boolean isOf(String stored, String role, String wanted) {
        if (stored.isEmpty() || wanted.isEmpty()) {
            return stored.equals(wanted);
        }
        if (isStored(wanted)) {
            return stored.equals(wanted);
        }
        Matcher scram = SCRAM.matcher(stored);
        try {
            return scram.matches() ? agrees(scram, wanted) : stored.equals("md5" + md5(wanted + role));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether a text is what a server would store. */
    private static boolean isStored(String text) {
        return MD5.matcher(text).matches() || SCRAM.matcher(text).matches();
    }

    private static String md5(String text) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The stored key is the digest of one that follows from the password, the salt and the number of rounds. */
    private static boolean agrees(Matcher scram, String password) throws GeneralSecurityException {
        byte[] salt = Base64.getDecoder().decode(scram.group(2));
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, Integer.parseInt(scram.group(1)), 256);
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(spec)
                .getEncoded();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(salted, "HmacSHA256"));
        byte[] client = mac.doFinal("Client Key".getBytes(StandardCharsets.UTF_8));
        byte[] key = MessageDigest.getInstance("SHA-256").digest(client);
        return MessageDigest.isEqual(key, Base64.getDecoder().decode(scram.group(3)));
    }
}
