package play.connection.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Locale;
import net.schmizz.sshj.common.Buffer;
import play.connection.transport.Login;

/** Why a private key can't be used, in words. */
final class KeyFault {
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String MAGIC = "openssh-key-v1\0";

    private KeyFault() {}

    /** @param failure of reading the key */
    static String of(Login.KeyFile key, Exception failure) {
        if (!Files.isReadable(key.file())) {
            return "can't be read";
        }
        try {
            String text = Files.readString(key.file(), StandardCharsets.ISO_8859_1);
            if (isEncrypted(text)) {
                return "it is encrypted, and the passphrase is missing or wrong";
            }
            return text.contains("PRIVATE KEY-----")
                    ? "it can't be used: " + failure.getMessage()
                    : "it is not a private key";
        } catch (IOException | IllegalArgumentException e) {
            return "it can't be used: " + failure.getMessage();
        }
    }

    /** PEM says so in its text, OpenSSH's own format in the name of a cipher behind its magic word. */
    private static boolean isEncrypted(String text) throws Buffer.BufferException {
        int start = text.indexOf(OPENSSH);
        if (start < 0) {
            return text.toUpperCase(Locale.ROOT).contains("ENCRYPTED");
        }
        int end = text.indexOf("-----END", start);
        String base64 = text.substring(start + OPENSSH.length(), end < 0 ? text.length() : end);
        Buffer.PlainBuffer bytes =
                new Buffer.PlainBuffer(Base64.getMimeDecoder().decode(base64));
        bytes.rpos(MAGIC.length());
        return !bytes.readString().equals("none");
    }
}
