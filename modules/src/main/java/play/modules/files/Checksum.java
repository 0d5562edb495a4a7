package play.modules.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.FileDigests.Algorithm;

/**
 * What a download is verified by.
 *
 * @param hex in lower case
 */
public record Checksum(Algorithm algorithm, String hex) {
    /** A pattern for parameters that take one; nothing, and the word none, stand for no check. */
    static final String PATTERN =
            "(?i)(md5|sha1|sha224|sha256|sha384|sha512):https?://\\S+|md5:[0-9a-f]{32}|sha1:[0-9a-f]{40}"
                    + "|sha224:[0-9a-f]{56}|sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128}|none|";

    /** What to tell the user where {@link #PATTERN} does not match. */
    static final String EXPECTED =
            "sha256: and 64 hex digits or an address, or likewise by sha512, sha384, sha224, sha1 or md5, or the word"
                    + " none";

    private static final Pattern TAGGED = Pattern.compile("[\\w-]+ ?\\((?<name>.+)\\) ?= (?<hex>\\w+\\W*)");

    /** Nothing where there is none, or where only an address says it. */
    static Optional<Checksum> of(String text) {
        String hex = text.substring(text.indexOf(':') + 1).toLowerCase(Locale.ROOT);
        return algorithm(text).filter(by -> address(text).isEmpty()).map(by -> new Checksum(by, hex));
    }

    /** By which algorithm; nothing where there is none. */
    static Optional<Algorithm> algorithm(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT)));
    }

    /** Where a file says it, of the form {@code sha256:https://…}. */
    static Optional<String> address(String text) {
        return text.matches("(?i)\\w+:https?://\\S+")
                ? Optional.of(text.substring(text.indexOf(':') + 1))
                : Optional.empty();
    }

    /**
     * That of a file in a list of such, as {@code sha256sum} writes one, or in one that has nothing else.
     *
     * @param text with the name of the algorithm: {@code sha256:https://…}
     * @param name of the file
     */
    static Optional<Checksum> in(String list, String text, String name) {
        List<String> lines =
                list.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        Optional<String> only =
                lines.size() == 1 && !lines.getFirst().contains(" ") ? Optional.of(lines.getFirst()) : Optional.empty();
        return only.or(() -> lines.stream()
                        .map(Checksum::hexAndName)
                        .filter(parts -> parts.length == 2
                                && parts[1].replaceFirst("^[./]+", "").equals(name))
                        .map(parts -> parts[0].replaceFirst("\\W+$", ""))
                        .findFirst())
                .map(hex -> text.substring(0, text.indexOf(':') + 1) + hex)
                .filter(whole -> whole.matches(PATTERN) && address(whole).isEmpty())
                .flatMap(Checksum::of);
    }

    /** Of a line by {@code sha256sum}, or by its {@code --tag} and the BSDs: {@code SHA256 (name) = hex}. */
    private static String[] hexAndName(String line) {
        Matcher tagged = TAGGED.matcher(line);
        return tagged.matches()
                ? new String[] {tagged.group("hex"), tagged.group("name")}
                : line.split("[ \t]+[*]?", 2);
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
