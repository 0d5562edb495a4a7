package play.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.diag.DiagnosticText;
import play.diag.ProblemList;
import play.source.SourceFile;
import play.yaml.YamlNode;
import play.yaml.YamlReader;

/** What the curated playbooks promise beside what their runs show. */
class CuratedPlaybooksTest {
    private static final Path PLAYBOOKS = Path.of(Objects.requireNonNull(System.getProperty("play.home")), "playbooks");

    /** Ways around typed modules: a dry run can't tell what they do, or a result is not taken at its word. */
    private static final Set<String> LOOPHOLES = Set.of(
            "command",
            "shell",
            "raw",
            "script",
            "expect",
            "http_request",
            "changed_when",
            "failed_when",
            "ignore_errors",
            "ignore_unreachable");

    /** Keys that hold tasks. */
    static final Set<String> STEPS =
            Set.of("tasks", "pre_tasks", "post_tasks", "handlers", "block", "rescue", "always");

    /** Each "file: key" that may be there all the same, with its reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "roles/etcd/tasks/startable.yml: ignore_unreachable", "one that is down does not speak for the others",
            "roles/backup/tasks/members.yml: ignore_unreachable", "a backup is taken although one is down",
            "roles/backup/tasks/encryption.yml: ignore_unreachable", "and so it is here");

    /** What is read of a host in {@code hostvars}, where there is no value for none. */
    private static final Pattern READ_OF_A_HOST =
            Pattern.compile("hostvars\\[(?:[^\\[\\]]|\\[[^\\[\\]]*])*][.](\\w++)(?!(?:[.]\\w++)* *[|] *default\\()"
                    + "|extract', hostvars, ('?[\\w.]+)"
                    + "|extract', hostvars\\) [|] map\\(attribute=('?[\\w.]+'?)\\)");

    @Test
    void noTaskGoesAroundTypedModulesButTheListedOnes() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : taskFiles()) {
            keys(document(file))
                    .filter(key -> LOOPHOLES.contains(shortName(key)))
                    .forEach(key -> found.add(inFolder(file) + ": " + key));
        }
        assertEquals(new TreeSet<>(EXCEPTIONS.keySet()), found);
    }

    /** A role stands alone: what its tasks share stands in it. */
    @Test
    void noPlaybookGivesDefaultsToTheModulesOfRoles() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : taskFiles()) {
            if (file.getParent().equals(PLAYBOOKS) && keys(document(file)).anyMatch("module_defaults"::equals)) {
                found.add(inFolder(file));
            }
        }
        assertEquals(Set.of(), found);
    }

    /** Defaults and variables of a role are its own: {@code hostvars} has what holds for a host in every play. */
    @Test
    void nothingOfARoleIsReadThroughHostvars() throws IOException {
        Set<String> ofRoles = new TreeSet<>();
        for (Path role : roles()) {
            for (String file : List.of("defaults/main.yml", "vars/main.yml")) {
                if (Files.exists(role.resolve(file))) {
                    ofRoles.addAll(defaults(document(role.resolve(file))).keySet());
                }
            }
        }
        Set<String> found = new TreeSet<>();
        for (Path file : templated()) {
            readOfHosts(Files.readString(file))
                    .filter(name -> !name.startsWith("'") || ofRoles.contains(name.substring(1)))
                    .forEach(name -> found.add(inFolder(file) + ": " + name));
        }
        assertEquals(Set.of(), found);
    }

    @Test
    void theSearchInHostvarsSeesEachFormAndNoneWithADefault() {
        assertEquals(List.of("'a", "'c", "d.e", "'f", "g.h"), readOfHosts("""
                        {{ hostvars[host].a }} {{ hostvars[groups['x'][0]].b.z | default('') }}
                        {{ all | map('extract', hostvars, 'c') | list }} {{ all | map('extract', hostvars, d.e) }}
                        {{ all | map('extract', hostvars) | map(attribute='f') }}
                        {{ all | map('extract', hostvars) | map(attribute=g.h) | list }}
                        {{ hostvars[host].k | default('') }}
                        {{ all | map('extract', hostvars) | map(attribute='l', default=0) }}
                        """).toList());
    }

    /** {@code 'name} where it is one, else what computes it. */
    private static Stream<String> readOfHosts(String text) {
        return READ_OF_A_HOST
                .matcher(text)
                .results()
                .map(found -> found.group(1) != null
                        ? "'" + found.group(1)
                        : Stream.of(2, 3)
                                .map(found::group)
                                .filter(Objects::nonNull)
                                .findFirst()
                                .orElseThrow()
                                .replaceAll("'$", ""));
    }

    @Test
    void theSearchForLoopholesSeesThemInBlocksAndUnderFullNames() {
        YamlNode tasks = parsed(new SourceFile(
                "t.yml",
                "- block:\n"
                        + "    - ansible.builtin.shell: ls\n"
                        + "      changed_when: false\n"
                        + "- user: {name: a, shell: /bin/sh}\n"));
        Set<String> found = keys(tasks)
                .map(CuratedPlaybooksTest::shortName)
                .filter(LOOPHOLES::contains)
                .collect(Collectors.toSet());
        assertEquals(Set.of("shell", "changed_when"), found);
    }

    @Test
    void everyRoleTellsOfExactlyItsVariablesAndTheirDefaults() throws IOException {
        for (Path role : roles()) {
            Path defaults = role.resolve("defaults/main.yml");
            Map<String, String> set = Files.exists(defaults) ? defaults(document(defaults)) : Map.of();
            Map<String, String> told = table(Files.readString(role.resolve("README.md")));
            told.values().removeIf(value -> value.startsWith("none"));
            assertEquals(new TreeMap<>(set), new TreeMap<>(told), role.getFileName() + "/README.md");
        }
    }

    /** Where a role has argument specs, these say the same as its defaults and its table. */
    @Test
    void argumentSpecsTellOfExactlyTheVariablesOfARole() throws IOException {
        int seen = 0;
        for (Path role : roles()) {
            Path file = role.resolve("meta/argument_specs.yml");
            if (Files.exists(file)) {
                seen++;
                Map<String, String> told = table(Files.readString(role.resolve("README.md")));
                Map<String, String> specified = new TreeMap<>();
                for (YamlNode.Entry option : options(document(file))) {
                    YamlNode.Mapping spec = (YamlNode.Mapping) option.value();
                    assertTrue(
                            spec.get("type").isPresent()
                                    && spec.get("description").isPresent(),
                            () -> option.key().span() + " has no type or description");
                    specified.put(
                            option.key().text(),
                            spec.get("default")
                                    .map(CuratedPlaybooksTest::oneLine)
                                    .orElse("none"));
                }
                assertEquals(new TreeMap<>(told), specified, role.getFileName() + "/meta/argument_specs.yml");
            }
        }
        assertTrue(seen > 0, "no role has argument specs");
    }

    private static List<YamlNode.Entry> options(YamlNode file) {
        YamlNode main = ((YamlNode.Mapping) file)
                .get("argument_specs")
                .flatMap(points -> ((YamlNode.Mapping) points).get("main"))
                .orElseThrow();
        return ((YamlNode.Mapping) main)
                .get("options")
                .map(options -> ((YamlNode.Mapping) options).entries())
                .orElse(List.of());
    }

    /** Templates that make files on hosts must give the same text at every run. */
    @Test
    void noTemplateTellsTheTime() throws IOException {
        Pattern unstable = Pattern.compile("ansible_date_time|ansible_managed|now\\(|random|lookup\\(");
        try (Stream<Path> files = Files.walk(PLAYBOOKS)) {
            for (Path template :
                    files.filter(file -> file.toString().endsWith(".j2")).toList()) {
                assertTrue(!unstable.matcher(Files.readString(template)).find(), () -> inFolder(template));
            }
        }
    }

    /** What a loop of a template writes is null where it writes nothing, and null has no methods. */
    @Test
    void whatALoopWritesIsOnlyAskedWhereItMayBeEmpty() throws IOException {
        Pattern written = Pattern.compile("(?m)^ *(\\w+): *(?:>-\\s*|\")\\{%-? for");
        Set<String> names = new TreeSet<>();
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(PLAYBOOKS.resolve("roles"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".yml")).toList()) {
                String text = Files.readString(file);
                all.append(text);
                written.matcher(text).results().forEach(found -> names.add(found.group(1)));
            }
        }
        assertTrue(names.contains("nodes_that_are_ready"), names::toString);
        Pattern asked = Pattern.compile("\\b(" + String.join("|", names) + ")[.]\\w+\\(");
        assertEquals(
                List.of(),
                asked.matcher(all).results().map(found -> found.group()).toList());
    }

    private static List<Path> roles() throws IOException {
        try (Stream<Path> roles = Files.list(PLAYBOOKS.resolve("roles"))) {
            List<Path> all = roles.sorted().toList();
            assertTrue(all.size() >= 7, "the roles are looked for in " + PLAYBOOKS);
            return all;
        }
    }

    static List<Path> taskFiles() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(PLAYBOOKS)) {
            files.filter(file -> file.toString().endsWith(".yml") && !file.endsWith("artifacts.lock.yml"))
                    .sorted()
                    .forEach(all::add);
        }
        try (Stream<Path> files = Files.list(PLAYBOOKS.resolve("tasks"))) {
            files.sorted().forEach(all::add);
        }
        assertTrue(all.contains(PLAYBOOKS.resolve("k8s-cluster.yml")), "the playbooks are looked for in " + PLAYBOOKS);
        for (Path role : roles()) {
            for (String folder : List.of("tasks", "handlers")) {
                if (Files.isDirectory(role.resolve(folder))) {
                    try (Stream<Path> files = Files.list(role.resolve(folder))) {
                        files.sorted().forEach(all::add);
                    }
                }
            }
        }
        return all;
    }

    /** Every file that is read as a template, in parts or whole. */
    private static List<Path> templated() throws IOException {
        try (Stream<Path> files = Files.walk(PLAYBOOKS)) {
            return files.filter(file -> file.toString().matches(".*[.](yml|j2)"))
                    .toList();
        }
    }

    static String inFolder(Path file) {
        return PLAYBOOKS.relativize(file).toString();
    }

    static YamlNode document(Path file) throws IOException {
        return parsed(new SourceFile(file.toString(), Files.readString(file)));
    }

    static YamlNode parsed(SourceFile file) {
        ProblemList problems = new ProblemList();
        YamlNode node = YamlReader.document(file, problems).orElseThrow();
        assertTrue(!problems.hasErrors(), () -> DiagnosticText.render(problems.sorted()));
        return node;
    }

    /** The keywords and modules of tasks, in plays and blocks too; what modules are given does not count. */
    private static Stream<String> keys(YamlNode node) {
        return node instanceof YamlNode.Sequence list
                ? list.items().stream()
                        .filter(YamlNode.Mapping.class::isInstance)
                        .flatMap(task -> ((YamlNode.Mapping) task).entries().stream())
                        .flatMap(CuratedPlaybooksTest::keys)
                : Stream.of();
    }

    private static Stream<String> keys(YamlNode.Entry entry) {
        String key = entry.key().text();
        return Stream.concat(Stream.of(key), STEPS.contains(key) ? keys(entry.value()) : Stream.of());
    }

    private static String shortName(String module) {
        return module.startsWith("ansible.builtin.") ? module.substring("ansible.builtin.".length()) : module;
    }

    /** Values as they stand in the file; a mapping in one line. */
    private static Map<String, String> defaults(YamlNode file) {
        return ((YamlNode.Mapping) file)
                .entries().stream()
                        .collect(Collectors.toMap(entry -> entry.key().text(), entry -> oneLine(entry.value())));
    }

    private static String oneLine(YamlNode value) {
        return value instanceof YamlNode.Mapping map && !value.span().text().startsWith("{")
                ? map.entries().stream()
                        .map(entry -> entry.key().text() + ": " + oneLine(entry.value()))
                        .collect(Collectors.joining(", ", "{", "}"))
                : value.span().text().strip();
    }

    /** Rows {@code | `name` | type | `default` | meaning |}. */
    private static Map<String, String> table(String readme) {
        Matcher row = Pattern.compile(
                        "^\\| `([a-z0-9_]+)` \\| [^|]+ \\| (?:`([^`]*)`|(none)[^|]*) \\|", Pattern.MULTILINE)
                .matcher(readme);
        Map<String, String> rows = new TreeMap<>();
        while (row.find()) {
            rows.put(
                    row.group(1),
                    row.group(2) == null ? row.group(3) : row.group(2).replace("\\|", "|"));
        }
        return rows;
    }
}
