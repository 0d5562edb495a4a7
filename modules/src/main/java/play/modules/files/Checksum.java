package play.modules.files;

import java.util.Locale;
import java.util.Optional;
import play.host.FileDigests.Algorithm;

/**
 * What a download is verified by.
 *
 * @param hex in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {
    /** A pattern for parameters that take one; nothing, and the word none, stand for no check. */
    static final String PATTERN = "(?i)md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}|sha224:[0-9a-f]{56}|sha256:[0-9a-f]{64}"
            + "|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}|none|";

    /** What to tell the user where {@link #PATTERN} does not match. */
    static final String EXPECTED =
            "sha256: and 64 hex digits, or likewise by sha512, sha384, sha224, sha1 or md5, or the word none";

    static Optional<Checksum> of(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Checksum(
                        Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)),
                        text.substring(colon + 1).toLowerCase(Locale.ROOT)));
    }

    /** As shell calls the algorithm. */
    String word() {
        return algorithm.name().toLowerCase(Locale.ROOT);
    }

    /** Why something else is not what was asked for. */
    String otherwise(String found) {
        return "has the " + algorithm.standard() + " " + found + ", not the wanted " + hex;
    }

    @Override
    public String toString() {
        return word() + ":" + hex;
    }
}
