package play.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents refer to is there, and pages of one kind have one form. */
class DocumentsTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final Pattern CODE = Pattern.compile("(?s)```.*?```");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)[^)]*\\)");
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
            String text = CODE.matcher(Files.readString(document)).replaceAll("");
            LINK.matcher(text)
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !target.contains("://"))
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .forEach(target -> broken.add(HOME.relativize(document) + " -> " + target));
        }
        assertEquals(List.of(), broken);
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
            }
        }
    }
}
