package play.host;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code sha256sum} and its likes print of regular files, whatever their names hold. */
final class FileSums {
    private static final String SUMS = """
        n=$#
        for p do if [ -f "$p" ] && [ ! -h "$p" ]; then set -- "$@" "$p"; fi; done
        shift "$n"
        if [ "$#" -gt 0 ]; then printf 'sums\\0'; %s -- "$@"; printf '\\0'; fi
        """;

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private FileSums() {}

    /**
     * Shell lines for {@link PathStats#script}, which print {@code sums} and then the lines of the program.
     *
     * @param program {@code sha256sum}, for example
     */
    static String script(String program) {
        return SUMS.formatted(program);
    }

    /** Digests by path. */
    static Map<String, String> of(String printed) {
        Map<String, String> sums = new HashMap<>();
        printed.lines().forEach(line -> add(line, sums));
        return sums;
    }

    /** A backslash stands before a line whose name had to be escaped; two characters stand before a name. */
    private static void add(String line, Map<String, String> sums) {
        boolean escaped = line.startsWith("\\");
        String plain = escaped ? line.substring(1) : line;
        int end = plain.indexOf(' ');
        if (end > 0 && plain.length() > end + 2) {
            String name = plain.substring(end + 2);
            sums.put(escaped ? unescaped(name) : name, plain.substring(0, end));
        }
    }

    private static String unescaped(String name) {
        return ESCAPE.matcher(name)
                .replaceAll(found -> Matcher.quoteReplacement(
                        switch (found.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> found.group(1);
                        }));
    }
}
