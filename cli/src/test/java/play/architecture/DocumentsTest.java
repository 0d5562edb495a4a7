package play.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there, and pages of one kind have one form. */
class DocumentsTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]+))?[^)]*\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");
    private static final Pattern LINE = Pattern.compile("L([0-9]+)");
    private static final Pattern TITLE_LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)#\\s]+\\.yml)#L([0-9]+)\\)");
    private static final Pattern NAME = Pattern.compile("^ *- name: ");
    private static final Pattern DECISION = Pattern.compile("[a-z]+(-[a-z0-9]+)*\\.md");
    private static final Pattern PART = Pattern.compile("(?m)^\\*\\*([A-Z][a-z]+)\\.\\*\\*");

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(HOME)) {
            documents.addAll(top.filter(DocumentsTest::isDocument).toList());
        }
        for (String folder : List.of("docs", "playbooks", "inventories")) {
            try (Stream<Path> below = Files.walk(HOME.resolve(folder))) {
                documents.addAll(below.filter(DocumentsTest::isDocument).toList());
            }
        }
        return documents;
    }

    private static boolean isDocument(Path path) {
        return path.toString().endsWith(".md");
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link : LINK.matcher(prose(document)).results().toList()) {
                if (!link.group(1).contains("://") && !leadsSomewhere(document, link)) {
                    broken.add(HOME.relativize(document) + " -> " + link.group());
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static String prose(Path document) throws IOException {
        return CODE.matcher(Files.readString(document)).replaceAll("");
    }

    private static boolean leadsSomewhere(Path document, MatchResult link) throws IOException {
        Path target = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
        @Nullable String place = link.group(2);
        if (place == null || !Files.isRegularFile(target)) {
            return place == null && Files.exists(target);
        }
        Matcher line = LINE.matcher(place);
        return isDocument(target)
                ? anchors(prose(target)).contains(place)
                : line.matches()
                        && Integer.parseInt(line.group(1))
                                <= Files.readAllLines(target).size();
    }

    /** A line moves with what is written above it. */
    @Test
    void linksToLinesNameTheTaskOrPlayThere() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path document : documents()) {
            for (MatchResult link :
                    TITLE_LINK.matcher(prose(document)).results().toList()) {
                String line = Files.readAllLines(document.resolveSibling(link.group(2)))
                        .get(Integer.parseInt(link.group(3)) - 1);
                String title = link.group(1).replaceAll("\\s+", " ");
                if (!NAME.matcher(line).replaceFirst("").equals(title)) {
                    wrong.add(HOME.relativize(document) + ": " + link.group() + " is: " + line.strip());
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** What a page's headings are called in links to them: the second of the same text gets a number. */
    private static Set<String> anchors(String prose) {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(prose).results().forEach(heading -> {
            String text = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
            String anchor = text.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int n = 0;
            while (!anchors.add(n == 0 ? anchor : anchor + "-" + n)) {
                n++;
            }
        });
        return anchors;
    }

    @Test
    void allPagesAreSeen() throws IOException {
        List<Path> documents = documents();
        assertTrue(documents.containsAll(List.of(HOME.resolve("README.md"), HOME.resolve("CONTRIBUTING.md"))));
        try (Stream<Path> roles = Files.list(HOME.resolve("playbooks/roles"))) {
            List<Path> pages = roles.map(role -> role.resolve("README.md")).toList();
            assertTrue(!pages.isEmpty() && documents.containsAll(pages), pages::toString);
        }
    }

    @Test
    void anchorsAreMadeOfHeadings() {
        assertEquals(
                Set.of("what-play-run-does", "a_b-c", "twice", "twice-1"),
                anchors("# What `play run` does?\n\n## a_b: [c](d.md)\n### Twice\n#### Twice\n"));
    }

    /** Two who add a line at the same end easily get both of them twice. */
    @Test
    void theChangelogSaysNothingTwice() throws IOException {
        List<String> lines = Files.readAllLines(HOME.resolve("CHANGELOG.md")).stream()
                .filter(line -> !line.isBlank())
                .toList();
        assertEquals(lines.stream().distinct().toList(), lines);
    }

    @Test
    void decisionsHaveTheFormThatContributingNames() throws IOException {
        try (Stream<Path> pages = Files.list(HOME.resolve("docs/decisions"))) {
            for (Path page : pages.toList()) {
                List<String> parts = PART.matcher(Files.readString(page))
                        .results()
                        .map((MatchResult part) -> part.group(1))
                        .toList();
                assertEquals(List.of("Context", "Decision", "Alternatives", "Consequences"), parts, page::toString);
                assertTrue(DECISION.matcher(page.getFileName().toString()).matches(), page::toString);
                assertTrue(Files.readString(page).matches("(?s)# \\p{L}.*"), page::toString);
            }
        }
    }
}
