package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.diag.Counterparts;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.expression.Expressions;
import play.expression.call.Registry;
import play.expression.call.StandardCalls;
import play.load.Loading;
import play.load.PlaybookLoader;
import play.load.RolePaths;
import play.module.ModuleRegistry;
import play.plugin.Plugins;
import play.vault.Vault;

/** Whatever Ansible knows is known here too, or refused by name with what to use instead. */
class AnsibleNamesTest {
    /** What is no module here, but part of the language. */
    private static final Set<String> LANGUAGE =
            Set.of("import_role", "import_tasks", "include_role", "include_tasks", "meta");

    /** How a key is written for each of the places that have keys. */
    private static final Map<String, String> PLACES = Map.of(
            "play", "- hosts: localhost\n  KEY: x\n",
            "task", "- hosts: localhost\n  tasks:\n    - debug: {msg: x}\n      KEY: x\n",
            "block", "- hosts: localhost\n  tasks:\n    - block: []\n      KEY: x\n",
            "handler", "- hosts: localhost\n  handlers:\n    - debug: {msg: x}\n      KEY: x\n",
            "role", "- hosts: localhost\n  roles:\n    - role: r\n      KEY: x\n",
            "loop_control",
                    "- hosts: localhost\n"
                            + "  tasks:\n"
                            + "    - debug: {msg: x}\n"
                            + "      loop: [1]\n"
                            + "      loop_control:\n"
                            + "        KEY: x\n",
            "import_playbook", "- import_playbook: other.yml\n  KEY: x\n");

    /** Keys that the texts above have already. */
    private static final Set<String> THERE =
            Set.of("action", "local_action", "hosts", "block", "role", "loop", "import_playbook");

    @TempDir
    Path folder;

    private static Map<String, Set<String>> names() throws IOException {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (String line : lines()) {
            List<String> words = List.of(line.split(" "));
            if (!line.startsWith("#")) {
                names.computeIfAbsent(words.getFirst(), kind -> new TreeSet<>()).addAll(words.subList(1, words.size()));
            }
        }
        return names;
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(
                Path.of(System.getProperty("play.home", ""), "cli/src/test/resources/ansible/names.txt"));
    }

    private static Set<String> named(String kind) throws IOException {
        return names().getOrDefault(kind, Set.of());
    }

    private static void assertNone(Set<String> unknown, Counterparts.Kind kind) {
        Set<String> left = new TreeSet<>(unknown);
        left.removeIf(name -> Counterparts.instead(kind, name).isPresent());
        assertEquals(Set.of(), left, "neither here nor in ansible-only.txt: " + kind);
    }

    @Test
    void modules() throws IOException {
        Set<String> unknown = new TreeSet<>(named("module"));
        assertTrue(unknown.size() > 60);
        unknown.removeAll(LANGUAGE);
        unknown.removeIf(name -> ModuleRegistry.installed().find(name).isPresent());
        assertNone(unknown, Counterparts.Kind.MODULE);
    }

    /** Under all their names; those of modules that are not there are not looked at. */
    @Test
    void parameters() throws IOException {
        Map<String, Set<String>> unknown = new TreeMap<>();
        for (Map.Entry<String, Set<String>> module : parametersByModule().entrySet()) {
            ModuleRegistry.installed().find(module.getKey()).ifPresent(found -> {
                Set<String> names = new TreeSet<>(module.getValue());
                names.removeIf(name -> found.spec().schema().find(name).isPresent());
                names.removeIf(name -> Counterparts.instead(Counterparts.Kind.PARAMETER, module.getKey() + ":" + name)
                        .isPresent());
                if (!names.isEmpty()) {
                    unknown.put(module.getKey(), names);
                }
            });
        }
        assertEquals(Map.of(), unknown, "neither here nor in ansible-only.txt");
    }

    @Test
    void aParameterThatOnlyAnsibleHasIsRefusedByName() throws IOException {
        List<Diagnostic> found = load("""
            - hosts: localhost
              tasks:
                - ansible.builtin.uri: {url: http://a.example.com/x, unsafe_writes: true}
                - dnf: {name: x, update_only: true}
                - ansible.builtin.apt: {name: x, state: build-dep}
            """);
        assertEquals(
                List.of(
                        "Module 'ansible.builtin.uri' has no parameter 'unsafe_writes'. Ansible has it, play has not;"
                                + " use 'get_url' with unsafe_writes.",
                        "Module 'dnf' has no parameter 'update_only'. Ansible has it, play has not; use 'when' with the"
                                + " packages of 'package_facts'.",
                        "Parameter 'state' of 'ansible.builtin.apt' must be one of present, installed, latest,"
                                + " dist-upgrade, absent, removed, not 'build-dep'. Ansible has it, play has not; use"
                                + " 'command: apt-get -y build-dep NAME' with 'changed_when'."),
                found.stream().map(Diagnostic::detail).toList());
    }

    private static Map<String, Set<String>> parametersByModule() throws IOException {
        Map<String, Set<String>> all = new TreeMap<>();
        for (String line : lines()) {
            List<String> words = List.of(line.split(" "));
            if (words.getFirst().equals("parameter")) {
                all.computeIfAbsent(words.get(1), module -> new TreeSet<>()).addAll(words.subList(2, words.size()));
            }
        }
        assertTrue(all.size() > 60);
        return all;
    }

    @Test
    void nothingThatIsThereIsSaidToBeMissing() throws IOException {
        Set<String> said = new TreeSet<>();
        for (Map.Entry<String, Set<String>> module : parametersByModule().entrySet()) {
            ModuleRegistry.installed()
                    .find(module.getKey())
                    .ifPresent(found -> module.getValue().stream()
                            .filter(name -> found.spec().schema().find(name).isPresent())
                            .forEach(name -> collect(said, Counterparts.Kind.PARAMETER, module.getKey() + ":" + name)));
        }
        for (String name : ModuleRegistry.installed().names()) {
            collect(said, Counterparts.Kind.MODULE, name);
            collect(said, Counterparts.Kind.SLIP, name);
        }
        for (Registry.Kind kind : List.of(Registry.Kind.FILTER, Registry.Kind.TEST, Registry.Kind.LOOKUP)) {
            StandardCalls.registry()
                    .names(kind)
                    .forEach(name -> collect(said, Counterparts.Kind.valueOf(kind.name()), name));
        }
        for (Option option : new RunCommand().options()) {
            option.names().forEach(name -> collect(said, Counterparts.Kind.OPTION, name));
        }
        assertEquals(Set.of(), said, "there, and yet in ansible-only.txt");
    }

    private static void collect(Set<String> said, Counterparts.Kind kind, String name) {
        if (Counterparts.instead(kind, name).isPresent()) {
            said.add(kind + " " + name);
        }
    }

    @Test
    void filtersTestsAndLookups() throws IOException {
        for (Registry.Kind kind : List.of(Registry.Kind.FILTER, Registry.Kind.TEST, Registry.Kind.LOOKUP)) {
            Set<String> unknown = new TreeSet<>(named(kind.name().toLowerCase(java.util.Locale.ROOT)));
            assertTrue(unknown.size() > 20);
            unknown.removeAll(StandardCalls.registry().names(kind));
            assertNone(unknown, Counterparts.Kind.valueOf(kind.name()));
        }
    }

    @Test
    void options() throws IOException {
        Set<String> unknown = new TreeSet<>(named("option"));
        assertTrue(unknown.contains("--start-at-task"));
        unknown.removeAll(Set.of("-h", "--help"));
        new RunCommand().options().forEach(option -> unknown.removeAll(option.names()));
        assertNone(unknown, Counterparts.Kind.OPTION);
    }

    @Test
    void loops() throws IOException {
        for (String lookup : named("lookup")) {
            List<Diagnostic> found =
                    load("- hosts: localhost\n  tasks:\n    - debug: {msg: x}\n      with_" + lookup + ": [[1]]\n");
            assertTrue(
                    found.stream()
                            .allMatch(problem -> isRefusedWithAdvice(problem)
                                    || problem.code().equals("wrong-type")),
                    () -> lookup + ": " + found);
        }
    }

    @Test
    void keysOfEverything() throws IOException {
        Files.createDirectories(folder.resolve("roles/r/tasks"));
        Files.writeString(folder.resolve("other.yml"), "- hosts: localhost\n");
        List<String> bad = new ArrayList<>();
        for (Map.Entry<String, String> place : PLACES.entrySet()) {
            Set<String> keys = new TreeSet<>(named(place.getKey()));
            assertTrue(keys.size() > 5, place::getKey);
            keys.removeAll(THERE);
            for (String key : keys) {
                List<Diagnostic> found = load(place.getValue().replace("KEY", key));
                found.removeIf(problem -> isRefusedWithAdvice(problem)
                        || !Set.of("unknown-key", "not-supported", "unknown-module")
                                .contains(problem.code()));
                found.forEach(problem -> bad.add(place.getKey() + " " + key + ": " + problem.detail()));
            }
        }
        assertEquals(List.of(), bad);
    }

    private static boolean isRefusedWithAdvice(Diagnostic problem) {
        return problem.code().equals("not-supported") && problem.detail().contains("; use ");
    }

    private List<Diagnostic> load(String playbook) throws IOException {
        ProblemList problems = new ProblemList();
        Path file = Files.writeString(folder.resolve("site.yml"), playbook);
        new PlaybookLoader(new Loading(
                        new Plugins(ModuleRegistry.installed()),
                        Expressions.standard(),
                        Vault.LOCKED,
                        RolePaths.NONE,
                        problems))
                .load(file);
        return new ArrayList<>(problems.sorted());
    }
}
