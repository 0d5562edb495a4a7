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

/** Lines of sources end at 120 columns, also where the formatter does not break them. */
class LinesTest {
    private static final Path HOME = Path.of(Objects.requireNonNull(System.getProperty("play.home")));
    private static final int COLUMNS = 120;
    private static final Set<String> NOT_OURS = Set.of(".git", "target");
    private static final Pattern NAME = Pattern.compile(".*\\.(java|sh|py)");
    private static final Pattern PROGRAM = Pattern.compile("#!.*\\b(sh|bash|dash|python3)\\b.*");

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

    @Test
    void programsAreSeenByTheirFirstLine() throws IOException {
        List<Path> sources = sources();
        for (String name : List.of("play", ".ci/run", "lab/lib/up.sh", "bench/slow-wire")) {
            assertTrue(sources.contains(HOME.resolve(name)), name);
        }
        assertTrue(sources.size() > 500, () -> "only " + sources.size());
    }

    @Test
    void linesEndAtTheirColumn() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path source : sources()) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).codePointCount(0, lines.get(i).length()) > COLUMNS) {
                    longer.add(HOME.relativize(source) + ":" + (i + 1));
                }
            }
        }
        assertEquals(List.of(), longer);
    }
}
