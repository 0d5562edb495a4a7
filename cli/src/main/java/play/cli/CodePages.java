package play.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the documentation says of each code of a diagnostic, and of each rule of {@code play lint}. */
final class CodePages {
    private static final List<String> PAGES = List.of("diagnostics.md", "lint.md");
    private static final Pattern ENTRY = Pattern.compile("(?ms)^### `([a-z][a-z0-9.-]*)`\\n\\n(.*?)(?=^#{1,3} |\\z)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]*)]\\(([^)]*)\\)");

    /** Where the documentation is missing. */
    static final CodePages NONE = new CodePages(Map.of(), Map.of());

    private final Map<String, String> entries;
    private final Map<String, String> pages;

    private CodePages(Map<String, String> entries, Map<String, String> pages) {
        this.entries = new LinkedHashMap<>(entries);
        this.pages = Map.copyOf(pages);
    }

    /** @param docs the folder of the documentation */
    static CodePages read(Path docs) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        Map<String, String> pages = new LinkedHashMap<>();
        for (String page : PAGES) {
            for (MatchResult entry : ENTRY.matcher(Files.readString(docs.resolve(page)))
                    .results()
                    .toList()) {
                pages.putIfAbsent(entry.group(1), page);
                entries.merge(entry.group(1), entry.group(2).strip(), (first, second) -> first + "\n\n" + second);
            }
        }
        return new CodePages(entries, pages);
    }

    /** All codes, in the order of the pages. */
    List<String> codes() {
        return List.copyOf(entries.keySet());
    }

    /** The name of the first page that has an entry. */
    Optional<String> page(String code) {
        return Optional.ofNullable(pages.get(code));
    }

    boolean has(String code) {
        return entries.containsKey(code);
    }

    /** The entry as it stands in the page; empty where there is none. */
    String entry(String code) {
        return entries.getOrDefault(code, "");
    }

    /** The entry for a terminal: code is indented instead of fenced, links are shown with where they lead. */
    String text(String code) {
        StringBuilder text = new StringBuilder(code + "\n\n");
        boolean fenced = false;
        for (String line : entry(code).lines().toList()) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else {
                text.append(fenced ? ("    " + line).stripTrailing() : plain(line))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String plain(String line) {
        return LINK.matcher(line).replaceAll("$1 ($2)");
    }
}
