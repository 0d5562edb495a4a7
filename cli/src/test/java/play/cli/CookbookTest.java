package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the playbooks of {@code docs/cookbook} promise beside what their runs show. */
class CookbookTest {
    private static final Path COOKBOOK = Path.of(System.getProperty("play.home", ""), "docs/cookbook");

    private static final Pattern VARIABLE = Pattern.compile("(?m)^([a-z_]+):");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|");

    /** Ways around typed modules: a module comes after the name of its task. */
    private static final Pattern LOOPHOLE = Pattern.compile(
            "(?m)^\\s+(?:- name: .*\n\\s+(?:ansible\\.builtin\\.)?(?=(?:command|shell|raw|script|expect):)|(?=[a-z]+_))"
                    + "(command|shell|raw|script|expect|changed_when|failed_when|ignore_errors|ignore_unreachable):");

    /** Each that may be there all the same. */
    private static final Set<String> EXCEPTIONS =
            Set.of("postgresql/restore.yml: command", "postgresql/restore.yml: failed_when");

    static List<Path> recipes() throws IOException {
        try (Stream<Path> folders = Files.list(COOKBOOK)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<Path> playbooks(Path recipe) throws IOException {
        try (Stream<Path> files = Files.list(recipe)) {
            return files.filter(file -> file.toString().endsWith(".yml") && !file.endsWith("hosts.yml"))
                    .sorted()
                    .toList();
        }
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void isClean(Path recipe) throws IOException {
        List<String> words = new ArrayList<>(List.of("lint", "--strict"));
        playbooks(recipe).forEach(file -> words.add(file.toString()));
        words.addAll(List.of("-i", recipe.resolve("hosts.yml").toString()));
        StringWriter said = new StringWriter();
        int code = Main.run(words, new Terminal(new PrintWriter(said), new PrintWriter(said), false, 120));
        assertEquals(0, code, said::toString);
        assertTrue(!said.toString().contains("["), said::toString);
    }

    @Test
    void eachPageTellsOfTheVariablesThatThereAre() throws IOException {
        for (Path recipe : recipes()) {
            assertEquals(
                    names(VARIABLE, Files.readString(recipe.resolve("group_vars/all.yml"))),
                    names(ROW, Files.readString(recipe.resolve("README.md"))),
                    recipe::toString);
        }
    }

    @Test
    void theIndexNamesEach() throws IOException {
        Set<String> there = recipes().stream()
                .map(recipe -> recipe.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                there,
                names(Pattern.compile("(?m)^\\| \\[([a-z-]+)]"), Files.readString(COOKBOOK.resolve("README.md"))));
    }

    @Test
    void noTaskGoesAroundTypedModulesButTheListedOnes() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path recipe : recipes()) {
            for (Path file : playbooks(recipe)) {
                names(LOOPHOLE, Files.readString(file))
                        .forEach(key -> found.add(COOKBOOK.relativize(file) + ": " + key));
            }
        }
        assertEquals(new TreeSet<>(EXCEPTIONS), found);
    }
}
