package play.host;

import java.util.Map;

/** Digests of regular files, whatever their names hold. */
final class FileSums {
    private static final String REGULAR = """
        n=$#
        for p do if [ -f "$p" ] && [ ! -h "$p" ]; then set -- "$@" "$p"; fi; done
        shift "$n"
        """;

    /** Programs print some names otherwise than they are, and not all in the same way. */
    private static final String SUMS = """
        sum() { s=$(play_digest @ALGORITHM@ "$1") && printf 'sum\\0%s\\0%s\\0' "$1" "$s"; }
        @LARGE@
        case "$*" in
          *\\\\*|*"
        "*|*"\r"*) for p do sum "$p"; done ;;
          ?*) printf 'sums\\0'; @ALGORITHM@sum -- "$@"; printf '\\0' ;;
        esac
        """.replace("@LARGE@", DigestScript.partLarge("sum \"$1\""));

    private static final Shape SUM = Shape.ofParts("path digest");

    private FileSums() {}

    /**
     * Shell lines for {@link PathStats#script}. They print {@code sum}, path and digest of a file, and {@code sums} and
     * the lines of one program for all that are small and have simple names.
     *
     * @param algorithm {@code sha256}, for example
     */
    static String script(String algorithm) {
        return DigestScript.FUNCTION + REGULAR + SUMS.replace("@ALGORITHM@", algorithm);
    }

    /**
     * Takes digests by path from what the script printed.
     *
     * @param kind the word that was printed before
     */
    static void take(String kind, Parts parts, Map<String, String> sums) throws UnknownStateException {
        switch (kind) {
            case "sum" -> {
                Fields sum = parts.next(SUM);
                sums.put(sum.text("path"), sum.text("digest"));
            }
            case "sums" -> parts.next("lines of digests").lines().forEach(line -> add(line, sums));
            case String other -> throw UnknownStateException.expected("sum or sums", other);
        }
    }

    /** Two characters stand before a name. */
    private static void add(String line, Map<String, String> sums) {
        int end = line.indexOf(' ');
        if (end > 0 && line.length() > end + 2) {
            sums.put(line.substring(end + 2), line.substring(0, end));
        }
    }
}
