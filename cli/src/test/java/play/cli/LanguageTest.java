package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Playbooks on this machine, each with what ansible-core 2.21 prints for it: the same tasks in the same order, the same
 * files taken in, the same outcome for each host and item, the same recap and exit code. Each has an empty directory of
 * its own, {@code scratch}. {@code regenerate} beside them asks Ansible again.
 */
class LanguageTest {
    private static final Path CASES = Path.of(System.getProperty("play.home", ""), "cli/src/test/resources/language");
    private static final Pattern HEADER = Pattern.compile("^(PLAY|TASK|RUNNING HANDLER) \\[(.*?)\\](?: \\*+)?$");
    private static final Pattern STATUS = Pattern.compile(
            "^(ok|changed|skipping|fatal|failed): \\[([a-z0-9 >-]+)\\](?::)?(?: => (\\(item=.*?\\)))?(?:(?::| =>|"
                    + " \\(item).*)?$");
    private static final Pattern FAILED_ITEM =
            Pattern.compile("^failed: \\[([a-z0-9 >-]+)\\](?: =>)? (\\(item=.*?\\)).*$");
    /** Ansible calls an item that is not reached failed. */
    private static final Pattern LOST_ITEM =
            Pattern.compile("^fatal: \\[([a-z0-9 >-]+)\\] (\\(item=.*?\\)): UNREACHABLE.*$");

    private static final Pattern INCLUDED =
            Pattern.compile("^included: (.+) for ([a-z0-9, ]+?)(?: => \\(item=.*\\))?$");
    private static final Pattern RETRIED =
            Pattern.compile("^FAILED - RETRYING: \\[(\\S+)]: .* \\((\\d+ retries left)\\)\\.$");
    private static final Pattern RECAP = Pattern.compile("^(\\S+) +: (ok=.*)$");

    @TempDir
    private Path folder = Path.of("/");

    @TestFactory
    Stream<DynamicTest> theSameAsAnsible() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            List<Path> playbooks = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            assertTrue(playbooks.size() >= 20, "the playbooks are looked for in " + CASES.toAbsolutePath());
            return playbooks.stream()
                    .map(playbook -> dynamicTest(playbook.getFileName().toString(), () -> compare(playbook)));
        }
    }

    private void compare(Path playbook) throws IOException {
        String expected = Files.readString(
                playbook.resolveSibling(playbook.getFileName().toString().replace(".yml", ".expected")));
        Path scratch = Files.createTempDirectory(folder, "play-language-");
        List<String> words = new ArrayList<>(List.of(
                "run", playbook.toString(), "-i", CASES.resolve("hosts.ini").toString(), "-e", "scratch=" + scratch));
        String first = Files.readString(playbook).lines().findFirst().orElse("");
        if (first.startsWith("# arguments: ")) {
            words.addAll(List.of(first.substring("# arguments: ".length()).split(" ")));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(words, new Terminal(new PrintWriter(out), new PrintWriter(err), false, 80));
        String here = CASES.toAbsolutePath().normalize() + "/";
        String printed = out.toString().replace("included: " + here, "included: ") + "exit " + code + "\n";
        assertEquals(normal(expected), normal(printed), () -> printed + err);
    }

    /**
     * The output without what may differ: order of hosts within a task, messages, headers of tasks that no host ran.
     */
    private static String normal(String output) {
        List<String> lines = new ArrayList<>();
        Block block = new Block("");
        for (String line : output.lines().map(String::stripTrailing).toList()) {
            Matcher header = HEADER.matcher(line);
            Matcher recap = RECAP.matcher(line);
            if (header.matches()) {
                block.end(lines);
                block = new Block(header.group(1) + " [" + header.group(2) + "]");
            } else if (recap.matches()) {
                block.end(lines);
                block = new Block("");
                lines.add(recap.group(1) + " : " + recap.group(2).strip().replaceAll(" +", " "));
            } else if (line.startsWith("exit ")) {
                lines.add(line);
            } else {
                block.take(line);
            }
        }
        return String.join("\n", lines);
    }

    /** A header with what came of it on each host. */
    private static final class Block {
        private final String header;
        private final Map<String, List<String>> notes = new TreeMap<>();
        private final Map<String, List<String>> items = new TreeMap<>();
        private final Map<String, String> whole = new LinkedHashMap<>();

        Block(String header) {
            this.header = header;
        }

        void take(String line) {
            Matcher item = FAILED_ITEM.matcher(line);
            Matcher lost = LOST_ITEM.matcher(line);
            Matcher status = STATUS.matcher(line);
            Matcher included = INCLUDED.matcher(line);
            Matcher retried = RETRIED.matcher(line);
            if (included.matches()) {
                List.of(included.group(2).split(", ")).forEach(host -> note(host, included.group(1)));
            } else if (retried.matches()) {
                note(retried.group(1), retried.group(2));
            } else if (lost.matches()) {
                item(lost.group(1), "failed", lost.group(2));
            } else if (item.matches()) {
                item(item.group(1), "failed", item.group(2));
            } else if (status.matches() && status.group(3) != null) {
                item(status.group(2), status.group(1), status.group(3));
            } else if (status.matches()) {
                whole.put(status.group(2), status.group(1));
            }
        }

        private void note(String host, String note) {
            notes.computeIfAbsent(host, name -> new ArrayList<>()).add(note);
        }

        private void item(String host, String status, String item) {
            items.computeIfAbsent(host, name -> new ArrayList<>()).add(status + " " + item);
        }

        /** A loop is told by its items. */
        void end(List<String> lines) {
            Map<String, String> told = new TreeMap<>(whole);
            items.keySet().forEach(host -> told.remove(host.split(" -> ")[0]));
            items.forEach((host, each) -> told.put(host, String.join(", ", each)));
            notes.forEach(
                    (host, each) -> told.merge(host, String.join(", ", each), (status, note) -> note + ", " + status));
            boolean nextBatch = lines.contains(header) && header.startsWith("PLAY");
            if (!told.isEmpty() || (header.startsWith("PLAY") && !nextBatch)) {
                lines.add(header);
                lines.addAll(told.entrySet().stream()
                        .map(entry -> "  " + entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.toList()));
            }
        }
    }
}
