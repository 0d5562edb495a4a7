package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of docs/diagnostics.md give the codes that they are for: by themselves, in a playbook around them, or in
 * what {@code explain/scenes.txt} has for them. The rules of {@code play lint} have their fixtures in {@link LintTest}.
 */
class CodeExamplesTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^Before:\\n\\n```\\w*\\n(.*?)^```$");
    private static final Pattern SCENE = Pattern.compile("(?ms)^### (\\S+)( \\(words\\))?\\n(.*?)(?=^### |\\z)");
    private static final Pattern FILE = Pattern.compile("(?ms)^== (\\S+)\\n(.*?)(?=^== |\\z)");
    private static final String HEAD = "- name: Try it\n  hosts: all\n  gather_facts: false\n";

    /** What is shown in other words: tags and keywords that only the run will tell make tasks and hosts unknown. */
    private static final Set<String> UNSHOWN = Set.of("unknown-tag-name", "unknown-value");

    /** It takes a host that refuses sudo to a tunnel, and a module that Ansible has deprecated: neither is at hand. */
    private static final Set<String> UNTRIED = Set.of("become-failed", "deprecated-guest");

    /**
     * What it takes a host, a server, a plugin, a setting of the whole process or a mistake of ours to give; each is
     * tested elsewhere.
     */
    private static final Set<String> ELSEWHERE = new TreeSet<>(Set.of(
            "ansible-settings",
            "broken-plugin",
            "expression-internal",
            "import-depth",
            "local-port",
            "not-utf8",
            "plugin-clash",
            "plugin-name",
            "refused-guest",
            "service-address",
            "service-lookup",
            "service-port",
            "tunnel-route",
            "unknown-service",
            "unreachable",
            "variable-chain",
            "vault-content",
            "yaml-too-large"));

    @TempDir
    private Path folder = Path.of("/");

    /**
     * Files, and the command that is run on them.
     *
     * @param words what the page's example says is put in other words
     */
    private record Scene(List<String> command, Map<String, String> files, boolean words) {}

    private static CodePages pages() throws IOException {
        return CodePages.read(Home.folder().resolve("docs"));
    }

    private static List<String> diagnostics() throws IOException {
        String page = Files.readString(Home.folder().resolve("docs/diagnostics.md"));
        return pages().codes().stream()
                .filter(code -> page.contains("### `" + code + "`"))
                .toList();
    }

    private static Map<String, Scene> scenes() throws IOException {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        String text = Files.readString(Home.folder().resolve("cli/src/test/resources/explain/scenes.txt"));
        SCENE.matcher(text).results().forEach(found -> scenes.put(found.group(1), scene(found)));
        return scenes;
    }

    private static Scene scene(MatchResult found) {
        Map<String, String> files = new LinkedHashMap<>(Map.of("hosts.yml", "all: {hosts: {web1: }}\n"));
        FILE.matcher(found.group(3)).results().forEach(file -> files.put(file.group(1), file.group(2)));
        String command = found.group(3).startsWith("$ ")
                ? found.group(3).lines().findFirst().orElseThrow().substring(2)
                : "lint FOLDER/site.yml -i FOLDER/hosts.yml";
        return new Scene(List.of(command.split(" ")), files, found.group(2) != null);
    }

    private static Optional<String> example(String entry) {
        Matcher example = EXAMPLE.matcher(entry);
        return example.find() ? Optional.of(example.group(1)) : Optional.empty();
    }

    @TestFactory
    Stream<DynamicTest> theExampleGivesTheCode() throws IOException {
        Map<String, Scene> scenes = scenes();
        CodePages pages = pages();
        return diagnostics().stream()
                .filter(code -> !ELSEWHERE.contains(code) && !UNSHOWN.contains(code) && !UNTRIED.contains(code))
                .map(code -> dynamicTest(code, () -> {
                    Optional<String> example = example(pages.entry(code));
                    if (scenes.containsKey(code)) {
                        give(code, scenes.get(code), example);
                    } else {
                        giveByItself(code, example.orElseThrow(() -> new AssertionError(code + " has no example")));
                    }
                }));
    }

    @Test
    void everyCodeIsExplained() throws IOException {
        for (String code : pages().codes()) {
            assertTrue(pages().entry(code).length() > 20, code);
        }
        assertTrue(diagnostics().size() > 90);
    }

    /** In a test of its own, which has its name. */
    @Test
    void whatIsTriedElsewhereIs() throws IOException {
        List<String> tests = new ArrayList<>();
        for (String module : List.of("api", "yaml", "engine", "modules", "cli")) {
            try (Stream<Path> files = Files.walk(Home.folder().resolve(module + "/src/test"))) {
                for (Path file : files.filter(path -> path.toString().matches(".*\\.(java|yml|txt)"))
                        .filter(path -> !path.endsWith("CodeExamplesTest.java"))
                        .toList()) {
                    tests.add(Files.readString(file));
                }
            }
        }
        assertEquals(
                List.of(),
                ELSEWHERE.stream()
                        .filter(code -> tests.stream().noneMatch(test -> test.contains(code)))
                        .toList());
        assertTrue(diagnostics().containsAll(ELSEWHERE));
    }

    private void give(String code, Scene scene, Optional<String> example) throws IOException {
        Path here = Files.createDirectory(folder.resolve(code));
        for (Map.Entry<String, String> file : scene.files().entrySet()) {
            Path path = here.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue().replace("FOLDER", here.toString()));
            assertTrue(!file.getValue().startsWith("#!") || path.toFile().setExecutable(true));
        }
        String said = said(scene.command().stream()
                .map(word -> word.replace("FOLDER", here.toString()))
                .toArray(String[]::new));
        assertTrue(said.contains("[" + code + "]"), said);
        if (!scene.words()) {
            String all = String.join("\n", scene.files().values());
            example.ifPresent(text ->
                    text.lines().forEach(line -> assertTrue(all.contains(line.strip()), () -> line + " is not tried")));
        }
    }

    private static String said(String... words) {
        Trial.Said said = Trial.main(words);
        return said.out() + said.err();
    }

    /**
     * As a playbook, as tasks, as a task, as parameters or as keywords of one, as keys of a play, as variables, as an
     * inventory.
     */
    private void giveByItself(String code, String example) throws IOException {
        Path here = Files.createDirectory(folder.resolve(code));
        StringBuilder all = new StringBuilder();
        for (Map<String, String> files : List.of(
                Map.of("site.yml", example),
                Map.of("site.yml", HEAD + "  tasks:\n" + example.indent(4)),
                Map.of("site.yml", HEAD + "  tasks:\n    -\n" + example.indent(6)),
                Map.of("site.yml", HEAD + "  tasks:\n    - debug:\n" + example.indent(8)),
                Map.of("site.yml", HEAD + "  tasks:\n    - debug: {msg: x}\n" + example.indent(6)),
                Map.of("site.yml", HEAD + example.indent(2)),
                Map.of("site.yml", HEAD + "  vars_files: [vars.yml]\n  tasks: []\n", "vars.yml", example),
                Map.of("site.yml", HEAD + "  tasks: []\n", "hosts.yml", example))) {
            String said = lint(here, files);
            if (said.contains("[" + code + "]")) {
                return;
            }
            all.append(said);
        }
        throw new AssertionError(code + " is not given: " + example + all);
    }

    private static String lint(Path here, Map<String, String> files) throws IOException {
        Files.writeString(here.resolve("hosts.yml"), "all: {hosts: {web1: }}\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(here.resolve(file.getKey()), file.getValue());
        }
        return said(
                "lint",
                here.resolve("site.yml").toString(),
                "-i",
                here.resolve("hosts.yml").toString());
    }
}
