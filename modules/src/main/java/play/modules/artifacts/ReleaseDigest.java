package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests of releases that the lock file does not name: what the publisher said at the first download, kept in the
 * controller's state from then on, so that it can be seen when the same address gives something else later.
 */
record ReleaseDigest(Path state) {
    private static final Pattern DIGEST = Pattern.compile("(?i)\\b[0-9a-f]{64}\\b");

    /** The kept digest of an artifact's release. */
    Optional<String> kept(LockEntry entry) throws IOException {
        Path pin = pin(entry);
        if (!Files.exists(pin)) {
            return Optional.empty();
        }
        String[] words = Files.readString(pin).strip().split(" +", 2);
        return words.length == 2 && words[1].equals(entry.url()) ? Optional.of(words[0]) : Optional.empty();
    }

    void keep(LockEntry entry, String digest) throws IOException {
        Path pin = pin(entry);
        Path folder = state.resolve("artifacts");
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".pin", "");
        Files.writeString(fresh, digest + "  " + entry.url() + "\n");
        Files.move(fresh, pin, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    Path pin(LockEntry entry) {
        return state.resolve("artifacts")
                .resolve(entry.name() + "-" + entry.version() + "-" + entry.arch() + ".sha256");
    }

    /** The first digest in a file as publishers write it. */
    static Optional<String> in(String text) {
        Matcher matcher = DIGEST.matcher(text);
        return matcher.find() ? Optional.of(matcher.group().toLowerCase(java.util.Locale.ROOT)) : Optional.empty();
    }
}
