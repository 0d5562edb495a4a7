package play.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/diagnostics.md has an entry for each code that the sources use. */
class DiagnosticsPageTest {
    private static final Pattern CODE = Pattern.compile("\\b(?:Diagnostic\\s*\\.\\s*(?:error|warning)|report|giveUp)"
            + "\\(\\s*(?:\\w+,\\s*)?\"([a-z]+(?:-[a-z]+)*)\"\\s*,");
    private static final Pattern ENTRY = Pattern.compile("^### `([a-z-]+)`$", Pattern.MULTILINE);

    /** Codes that are put together from a kind. */
    private static final Set<String> COMPOSED =
            Set.of("unknown-filter", "unknown-test", "unknown-function", "unknown-lookup");

    private final Path home = Path.of(Objects.requireNonNull(System.getProperty("play.home")));

    @Test
    void everyCodeHasAnEntry() throws IOException {
        Set<String> missing = new TreeSet<>(used());
        missing.addAll(COMPOSED);
        missing.removeAll(documented());

        assertEquals(Set.of(), missing, "codes without an entry in docs/diagnostics.md");
    }

    @Test
    void everyEntryIsACode() throws IOException {
        String sources = sources().stream().collect(Collectors.joining("\n"));
        List<String> stale = documented().stream()
                .filter(code -> !COMPOSED.contains(code) && !sources.contains('"' + code + '"'))
                .toList();

        assertEquals(List.of(), stale, "entries in docs/diagnostics.md that no source uses");
    }

    @Test
    void theSourcesWereSeen() throws IOException {
        assertTrue(used().size() > 40, () -> "only some codes were found");
    }

    private Set<String> documented() throws IOException {
        String page = Files.readString(home.resolve("docs/diagnostics.md"));
        return ENTRY.matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> used() throws IOException {
        return sources().stream()
                .flatMap(text -> CODE.matcher(text).results())
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(file ->
                            file.toString().endsWith(".java") && file.toString().contains("/src/main/java/"))
                    .map(DiagnosticsPageTest::text)
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
