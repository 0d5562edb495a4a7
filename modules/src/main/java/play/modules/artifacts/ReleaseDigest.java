package play.modules.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The digests of releases that the lock file does not name: what the publisher said at the first download, kept in the
 * controller's state from then on, so that it can be seen when the same address gives something else later.
 */
record ReleaseDigest(Path state) {
    private static final String HEX = "[0-9a-fA-F]{64}";

    /** A line of sha256sum: the digest, and the name of the file, which may be left out. */
    private static final Pattern LINE = Pattern.compile("(" + HEX + ")(?:[ \\t]+[*]?(\\S+))?");

    /** The same as BSD's programs write it. */
    private static final Pattern TAGGED = Pattern.compile("SHA256 ?\\((.+)\\) ?= ?(" + HEX + ")");

    private static final String OF_RELEASE = "sha256:";
    private static final ObjectMapper JSON = new ObjectMapper();

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

    /**
     * The digest of a file, as publishers write it: alone, in a table of several files, or in what GitHub tells of a
     * release.
     *
     * @param file its name, without a path; one of another name does not count
     */
    static Optional<String> in(String text, String file) {
        return text.stripLeading().startsWith("{")
                ? ofAsset(text, file)
                : ofLine(text.lines().toList(), file);
    }

    private static Optional<String> ofLine(List<String> lines, String file) {
        for (String line : lines) {
            Matcher tagged = TAGGED.matcher(line.strip());
            if (tagged.matches() && isNamed(tagged.group(1), file)) {
                return digest(tagged.group(2));
            }
            Matcher matcher = LINE.matcher(line.strip());
            if (matcher.matches() && (matcher.group(2) == null || isNamed(matcher.group(2), file))) {
                return digest(matcher.group(1));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(String path, String file) {
        return path.equals(file) || path.endsWith("/" + file);
    }

    private static Optional<String> ofAsset(String text, String file) {
        try {
            for (JsonNode asset : JSON.readTree(text).path("assets")) {
                String digest = asset.path("digest").asText("");
                if (asset.path("name").asText("").equals(file) && digest.matches(OF_RELEASE + HEX)) {
                    return digest(digest.substring(OF_RELEASE.length()));
                }
            }
            return Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> digest(String hex) {
        return Optional.of(hex.toLowerCase(Locale.ROOT));
    }
}
