package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.lint.Linter;
import play.rule.LintRule;

/**
 * Each file says at its end what is to be found in it: {@code #! error[code] line:column words}, with another file's
 * name before the line where it is that one's fault. Exactly this must be found. Those in {@code defects} are the
 * mistakes of the guides that the cluster's playbooks grew out of.
 */
class LintTest {
    private static final Path HOME = Path.of(System.getProperty("play.home", ""));
    private static final Path RESOURCES = HOME.resolve("cli/src/test/resources");
    private static final Pattern EXPECTED = Pattern.compile("#! (\\w+\\[[a-z-]+\\] \\S+) ?(.*)");
    private static final Pattern ENTRY = Pattern.compile("^### `([a-z-]+)`$", Pattern.MULTILINE);

    private record Answer(int code, String out) {}

    static List<Path> playbooks() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String folder : List.of("lint", "defects")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".yml") && !file.endsWith("hosts.yml"))
                        .sorted()
                        .forEach(all::add);
            }
        }
        return all;
    }

    private static Answer lint(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of("lint"));
        all.addAll(List.of(words));
        int code = Main.run(all, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        assertEquals("", err.toString());
        return new Answer(code, out.toString());
    }

    /** What is looked at: the file itself, or what its first line says after {@code # lint}. */
    private static List<String> words(Path fixture) throws IOException {
        Path folder = Objects.requireNonNull(fixture.getParent());
        Matcher other =
                Pattern.compile("# lint (\\S+) -i (\\S+)\n.*", Pattern.DOTALL).matcher(Files.readString(fixture));
        return other.matches()
                ? List.of(
                        folder.resolve(other.group(1)).normalize().toString(),
                        "-i",
                        folder.resolve(other.group(2)).toString(),
                        "--json")
                : List.of(fixture.toString(), "-i", folder.resolve("hosts.yml").toString(), "--json");
    }

    private static List<Matcher> expectations(Path playbook) throws IOException {
        return Files.readString(playbook)
                .lines()
                .map(EXPECTED::matcher)
                .filter(Matcher::matches)
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("playbooks")
    void findsExactlyWhatIsWrong(Path playbook) throws IOException {
        Answer answer = lint(words(playbook).toArray(String[]::new));
        List<Matcher> expected = expectations(playbook);
        List<JsonNode> found = new ArrayList<>();
        new ObjectMapper().readTree(answer.out()).forEach(found::add);

        assertTrue(!expected.isEmpty(), "no expectation in " + playbook);
        assertEquals(
                expected.stream().map(line -> line.group(1)).sorted().collect(Collectors.joining("\n")),
                found.stream().map(problem -> shown(problem, playbook)).sorted().collect(Collectors.joining("\n")),
                answer::out);
        for (Matcher line : expected) {
            JsonNode problem = found.stream()
                    .filter(one -> shown(one, playbook).equals(line.group(1)))
                    .findFirst()
                    .orElseThrow();
            assertTrue(
                    problem.get("detail").asText().contains(line.group(2)),
                    () -> "'" + line.group(2) + "' is not in: " + problem.get("detail"));
        }
        boolean errors = found.stream()
                .anyMatch(problem -> problem.get("severity").asText().equals("error"));
        assertEquals(errors ? 4 : 0, answer.code());
    }

    private static String shown(JsonNode problem, Path playbook) {
        JsonNode place = problem.get("place");
        Path file = Path.of(place.get("file").asText());
        Path folder = Objects.requireNonNull(playbook.getParent());
        String before = file.equals(playbook) ? "" : folder.relativize(file) + ":";
        return problem.get("severity").asText() + "[" + problem.get("code").asText() + "] " + before + place.get("line")
                + ":" + place.get("column");
    }

    @Test
    void everyRuleIsSeenAtWorkAndHasItsEntry() throws IOException {
        Set<String> seen = new TreeSet<>();
        for (Path playbook : playbooks()) {
            expectations(playbook).forEach(line -> seen.add(line.group(1).replaceAll(".*\\[(.*)\\].*", "$1")));
        }
        Set<String> rules =
                Linter.rules(List.of()).stream().map(LintRule::code).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unseen = new TreeSet<>(rules);
        unseen.removeAll(seen);
        assertEquals(Set.of(), unseen, "rules that no fixture breaks");
        Set<String> entries = ENTRY.matcher(Files.readString(HOME.resolve("docs/lint.md")))
                .results()
                .map(entry -> entry.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(rules, entries, "docs/lint.md");
    }

    /** The page lists every defect with its fixture, and those that nothing can refuse yet. */
    @Test
    void everyFixtureOfADefectIsOnThePage() throws IOException {
        String page = Files.readString(HOME.resolve("docs/lint.md"));
        for (Path playbook : playbooks()) {
            String name = String.valueOf(playbook.getFileName()).replace(".yml", "");
            if (playbook.startsWith(RESOURCES.resolve("defects"))) {
                assertTrue(page.contains("`" + name + "`"), () -> name + " is not on the page");
            }
        }
    }

    @Test
    void theCuratedPlaybooksAreClean() {
        for (String inventory : List.of("lab", "packages", "all-in-one-net", "ha", "sample", "dual-stack", "ipv6")) {
            Answer answer =
                    lint(HOME + "/playbooks/k8s-cluster.yml", "-i", HOME + "/inventories/" + inventory, "--strict");
            assertEquals("Nothing found.\n", answer.out());
            assertEquals(0, answer.code());
        }
    }

    @Test
    void backupsAndTheWayBackAreClean() {
        for (String inventory : List.of("lab", "packages", "all-in-one-net", "ha", "sample", "kubeadm-ceph")) {
            for (String playbook : List.of("backup", "restore")) {
                String out = lint(
                                HOME + "/playbooks/" + playbook + ".yml",
                                "-i",
                                HOME + "/inventories/" + inventory,
                                "-e",
                                "backup_password=some")
                        .out();
                assertTrue(out.contains("0 errors"), () -> playbook + " of " + inventory + ": " + out);
                assertTrue(!out.contains("no-log") && !out.contains("roles/backup"), out);
            }
        }
    }

    static List<Path> playbooksOfClusters() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("playbooks"))) {
            List<Path> playbooks = files.filter(file -> file.toString().endsWith(".yml"))
                    .filter(file -> !file.endsWith("artifacts.lock.yml"))
                    .sorted()
                    .toList();
            assertTrue(playbooks.size() >= 20, "the playbooks are looked for in " + HOME);
            return playbooks;
        }
    }

    /** By itself: what one playbook defines, others lack in their own runs. */
    @ParameterizedTest
    @MethodSource("playbooksOfClusters")
    void everyPlaybookOfAClusterLoads(Path playbook) {
        String inventory = playbook.endsWith("ceph.yml") ? "ceph" : "ha";
        String out = lint(
                        playbook.toString(),
                        "-i",
                        HOME + "/inventories/" + inventory,
                        "-e",
                        "backup_password=some",
                        "-e",
                        "node=worker1")
                .out();
        assertTrue(out.equals("Nothing found.\n") || out.contains("\n0 errors"), out);
    }

    /** A reset calls roles by another entry point than main, so the tasks that notify their handlers are not in it. */
    @Test
    void handlersOfARoleThatIsCalledInPartAreUsed() {
        String out = lint(HOME + "/playbooks/reset.yml", "-i", HOME + "/inventories/ha")
                .out();
        assertTrue(!out.contains("unused-handler") && out.contains("0 errors"), out);
    }

    @Test
    void warningsCountWhenStrict() {
        String playbook = RESOURCES.resolve("lint/uses.yml").toString();
        String hosts = RESOURCES.resolve("lint/hosts.yml").toString();
        assertEquals(0, lint(playbook, "-i", hosts).code());
        assertEquals(4, lint(playbook, "-i", hosts, "--strict").code());
        assertTrue(lint(playbook, "-i", hosts).out().endsWith("0 errors, 2 warnings.\n"));
    }

    /** A slip in a file of a name that needs an escape, and a warning. */
    private static Path slips(Path folder) throws IOException {
        return Files.writeString(folder.resolve("a b.yml"), """
            - hosts: localhost
              tasks:
                - name: Write
                  copy: {dest: /a, contnt: "x", mode: "0644"}
            """);
    }

    @Test
    void aSarifLogTellsTheRuleAndThePlace(@TempDir Path folder) throws IOException {
        Path log = folder.resolve("found.sarif");
        Answer answer = lint(slips(folder).toString(), "-i", "localhost,", "--report", log.toString());
        assertEquals(4, answer.code());
        assertTrue(answer.out().contains("1 errors, 0 warnings."), answer::out);
        JsonNode run = new ObjectMapper().readTree(log.toFile()).get("runs").get(0);
        assertEquals("unknown-parameter", run.at("/tool/driver/rules/0/id").asText());
        JsonNode result = run.get("results").get(0);
        assertEquals("unknown-parameter", result.get("ruleId").asText());
        assertEquals("error", result.get("level").asText());
        assertTrue(result.at("/message/text").asText().contains("Did you mean 'content'?"));
        JsonNode place = result.at("/locations/0/physicalLocation");
        assertTrue(place.at("/artifactLocation/uri").asText().endsWith("/a%20b.yml"), place::toString);
        assertEquals(
                "{\"startLine\":4,\"startColumn\":24,\"endLine\":4,\"endColumn\":30}",
                place.get("region").toString());
    }

    @Test
    void annotationsOfAWorkflowAreCommandsOfOneLine(@TempDir Path folder) throws IOException {
        Answer answer = lint(slips(folder).toString(), "-i", "localhost,", "--output", "github");
        assertEquals(
                "::error file=" + folder + "/a b.yml,line=4,endLine=4,col=24,endColumn=30,title=unknown-parameter"
                        + "::Unknown module parameter: Module 'copy' has no parameter 'contnt'."
                        + " Did you mean 'content'?\n",
                answer.out());
    }

    @Test
    void aCodeQualityReportHasAFingerprintThatStaysTheSame(@TempDir Path folder) throws IOException {
        String[] words = {slips(folder).toString(), "-i", "localhost,", "--output", "gitlab"};
        JsonNode issue = new ObjectMapper().readTree(lint(words).out()).get(0);
        assertEquals("unknown-parameter", issue.get("check_name").asText());
        assertEquals("major", issue.get("severity").asText());
        assertEquals(4, issue.at("/location/lines/begin").asInt());
        assertEquals(64, issue.get("fingerprint").asText().length());
        assertEquals(lint(words).out(), lint(words).out());
    }
}
