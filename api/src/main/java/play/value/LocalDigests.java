package play.value;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digests of files of this machine, however large, as lower-case hex digits. */
public final class LocalDigests {
    private LocalDigests() {}

    public static String sha256(Path file) throws IOException {
        return of(file, Bytes.digest());
    }

    /** @param fresh a digest that has read nothing yet */
    public static String of(Path file, MessageDigest fresh) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), fresh)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(fresh.digest());
    }
}
