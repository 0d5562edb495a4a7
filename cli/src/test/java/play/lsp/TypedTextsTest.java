package play.lsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the tree, typed char by char: whatever is asked at any moment, an answer comes that is no error. */
class TypedTextsTest {
    private static final Path HOME =
            Path.of(System.getProperty("play.home", "")).toAbsolutePath();
    private static final int FILES = 14;
    private static final int MOMENTS = 25;

    @TempDir
    Path folder;

    @Test
    void everyMomentHasAnAnswer() throws Exception {
        long seed = Long.getLong("play.seed", System.nanoTime());
        System.out.println("TypedTextsTest: -Dplay.seed=" + seed);
        Random random = new Random(seed);
        List<Path> files = files();
        Collections.shuffle(files, random);
        try (Editor editor = new Editor(folder, Map.of())) {
            for (Path file : files.subList(0, FILES)) {
                type(editor, file, random);
            }
            assertEquals(List.of(), editor.messages(), "seed " + seed);
            editor.shutDown();
        }
    }

    private static List<Path> files() throws Exception {
        List<Path> all = new ArrayList<>();
        for (String part : List.of("playbooks", "engine/src/test/resources", "cli/src/test/resources")) {
            try (Stream<Path> found = Files.walk(HOME.resolve(part))) {
                found.filter(file -> file.toString().matches(".*\\.(ya?ml|j2|ini)") && Files.isRegularFile(file))
                        .filter(file -> file.toFile().length() < 20_000)
                        .sorted()
                        .forEach(all::add);
            }
        }
        assertTrue(all.size() > 100, () -> all.size() + " files");
        return all;
    }

    /** Prefixes of the text one char longer each, from a place chosen at random, and the rest of the text behind. */
    private void type(Editor editor, Path original, Random random) throws Exception {
        String text = new String(Files.readAllBytes(original), java.nio.charset.StandardCharsets.UTF_8);
        Path file = folder.resolve(HOME.relativize(original).toString());
        int begin = random.nextInt(text.length() + 1);
        boolean alone = random.nextBoolean();
        editor.open(file, text.substring(0, begin));
        for (int at = begin; at <= Math.min(text.length(), begin + MOMENTS); at++) {
            editor.type(
                    file,
                    text.substring(0, at) + (alone ? "" : text.substring(Math.min(text.length(), begin + MOMENTS))));
            editor.completions(file, at);
            editor.hover(file, random.nextInt(at + 1));
            editor.definitions(file, random.nextInt(at + 1));
            editor.fixes(file, random.nextInt(at + 1));
            editor.symbols(file);
        }
        editor.type(file, text);
        editor.problems(file, all -> true);
        editor.close(file);
    }
}
