package play.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines of sources and pages end at 120 columns, also where the formatter does not break them. */
class LinesTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final int COLUMNS = 120;
    private static final Set<String> NOT_OURS = Set.of(".git", "target");
    private static final Pattern NAME = Pattern.compile(".*\\.(java|sh|py|md)");
    private static final Pattern PROGRAM = Pattern.compile("#!.*\\b(sh|bash|dash|python3)\\b.*");

    /** What no line of a page can be broken in: a table, code, a single word. */
    private static final Pattern WHOLE = Pattern.compile("\\s*\\|.*| {4}.*|\\s*\\S*");

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(HOME, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && isSource(file)) {
                    sources.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    private static boolean isSource(Path file) throws IOException {
        return NAME.matcher(file.toString()).matches()
                || PROGRAM.matcher(firstLine(file)).matches();
    }

    private static String firstLine(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return Objects.requireNonNullElse(reader.readLine(), "");
        } catch (MalformedInputException e) {
            return "";
        }
    }

    /** The lines, those of a page that cannot be broken left empty. */
    private static List<String> breakable(Path source) throws IOException {
        List<String> lines = Files.readAllLines(source);
        if (!source.toString().endsWith(".md")) {
            return lines;
        }
        boolean code = false;
        for (int i = 0; i < lines.size(); i++) {
            boolean fence = lines.get(i).strip().startsWith("```");
            if (code || fence || WHOLE.matcher(lines.get(i)).matches()) {
                lines.set(i, "");
            }
            code ^= fence;
        }
        return lines;
    }

    @Test
    void programsAreSeenByTheirFirstLine() throws IOException {
        List<Path> sources = sources();
        for (String name : List.of("play", ".ci/run", "lab/lib/up.sh", "bench/slow-wire", "docs/lab.md")) {
            assertTrue(sources.contains(HOME.resolve(name)), name);
        }
        assertTrue(sources.size() > 500, () -> "only " + sources.size());
    }

    @Test
    void linesEndAtTheirColumn() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path source : sources()) {
            List<String> lines = breakable(source);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS) {
                    longer.add(HOME.relativize(source) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), longer);
    }
}
