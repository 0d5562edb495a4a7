package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import play.files.TextLines;

/**
 * The text of a file of repositories. Sections that nobody edits stay as they are.
 *
 * @param text of the whole file
 */
record RepoFile(String text) {
    /** With a section of these options, at its place or at the end; as it is where it has just these. */
    String with(String id, SortedMap<String, String> options) {
        List<String> lines = TextLines.of(text);
        int begin = begin(id, lines);
        if (begin < 0) {
            String open = text.isEmpty() || text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n";
            return text + open + section(id, options);
        }
        int end = end(begin, lines);
        if (options(lines.subList(begin + 1, end)).equals(options)) {
            return text;
        }
        return join(lines.subList(0, begin)) + section(id, options) + join(lines.subList(end, lines.size()));
    }

    /** With a section that has these options, beside others that it has. */
    String including(String id, SortedMap<String, String> options) {
        List<String> lines = TextLines.of(text);
        int begin = begin(id, lines);
        Map<String, String> held = begin < 0 ? Map.of() : options(lines.subList(begin + 1, end(begin, lines)));
        SortedMap<String, String> all = new TreeMap<>(held);
        all.putAll(options);
        return all.equals(held) ? text : with(id, all);
    }

    /** Without a section. */
    String without(String id) {
        List<String> lines = TextLines.of(text);
        int begin = begin(id, lines);
        return begin < 0 ? text : join(lines.subList(0, begin)) + join(lines.subList(end(begin, lines), lines.size()));
    }

    boolean has(String id) {
        return begin(id, TextLines.of(text)) >= 0;
    }

    boolean hasSections() {
        return TextLines.of(text).stream().anyMatch(RepoFile::isHeader);
    }

    private static boolean isHeader(String line) {
        return line.startsWith("[") && line.contains("]");
    }

    private static int begin(String id, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (isHeader(lines.get(i))
                    && lines.get(i).substring(1, lines.get(i).lastIndexOf(']')).equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static int end(int begin, List<String> lines) {
        int end = begin + 1;
        while (end < lines.size() && !isHeader(lines.get(end))) {
            end++;
        }
        return end;
    }

    private static String join(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** Further lines of a value are indented. */
    private static String section(String id, SortedMap<String, String> options) {
        StringBuilder section = new StringBuilder("[" + id + "]\n");
        options.forEach((name, value) -> section.append(name)
                .append(" = ")
                .append(value.replace("\n", "\n\t"))
                .append("\n"));
        return section.append("\n").toString();
    }

    private static Map<String, String> options(List<String> lines) {
        Map<String, List<String>> found = new TreeMap<>();
        List<String> last = new ArrayList<>();
        for (String line : lines) {
            if (line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith(";")) {
                continue;
            }
            int sign = line.indexOf('=') < 0 ? line.indexOf(':') : line.indexOf('=');
            if (Character.isWhitespace(line.charAt(0)) || sign < 0) {
                last.add(line.strip());
            } else {
                last = new ArrayList<>(List.of(line.substring(sign + 1).strip()));
                found.put(line.substring(0, sign).strip().toLowerCase(Locale.ROOT), last);
            }
        }
        Map<String, String> options = new TreeMap<>();
        found.forEach((name, value) -> options.put(name, String.join("\n", value)));
        return options;
    }
}
