package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import play.cli.PlayProcess;
import play.lab.Lab;
import play.lab.LabException;

/**
 * The hosts of one of the inventories, under another name and subnet, so that a lab of the same machine is left alone.
 */
final class ClusterLab {
    static final Path HOME = Path.of(System.getProperty("play.home", ""));
    private static final String ETCDCTL =
            "ETCDCTL_API=3 PATH=/opt/etcd/current/bin:$PATH etcdctl --endpoints https://127.0.0.1:2379 --cacert"
                    + " /etc/etcd/pki/ca.crt --cert /etc/etcd/pki/healthcheck-client.crt --key"
                    + " /etc/etcd/pki/healthcheck-client.key ";
    static final String KUBECTL =
            "KUBECACHEDIR=/run/kubectl /opt/k8s/current/bin/kubectl --kubeconfig /etc/kubernetes/admin.conf ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int FIRST_ADDRESS = 11;

    private static final int MACHINE = 2;

    /** In milliseconds. */
    private static final long BETWEEN_LOOKS = 200;

    private static final String SUBNET = "subnet: ";

    private final String name;
    private final String subnet;
    private final Path folder;
    private final Path inventory;
    private final List<String> hosts;
    private int runs;
    private final Lab lab = new Lab(HOME, line -> {});

    /** What {@code play} printed, its exit code, and its events. */
    record Run(int code, String printed, List<JsonNode> events) {
        Run ended(int wanted) {
            assertEquals(wanted, code, printed);
            return this;
        }

        /** It ended well, and had nothing to do. */
        Run changedNothing() {
            assertEquals(List.of(), new Announced(ended(0).events()).changed(), printed);
            return this;
        }

        /** It did not do what it was asked to, said why, and changed nothing. */
        void refused(String why) {
            assertTrue(code != 0 && printed.contains(why), printed);
            assertEquals(List.of(), new Announced(events).changed(), printed);
        }
    }

    /**
     * Blank hosts.
     *
     * @param folder for the copy of the inventory, the state and events
     */
    ClusterLab(String inventoryName, String subnet, List<String> hosts, Path folder)
            throws IOException, LabException, InterruptedException {
        this.name = "ci-" + inventoryName + "-" + subnet.substring(subnet.lastIndexOf('.') + 1);
        this.subnet = subnet;
        this.hosts = List.copyOf(hosts);
        this.folder = folder;
        this.inventory = folder.resolve(inventoryName);
        copy(HOME.resolve("inventories").resolve(inventoryName));
        lab.call(List.of("down", "--name", name, "--purge"));
        start();
    }

    private void copy(Path from) throws IOException {
        String theirs = Files.readAllLines(from.resolve("hosts.yml")).stream()
                .filter(line -> line.startsWith(SUBNET))
                .findFirst()
                .orElseThrow()
                .substring(SUBNET.length());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = inventory.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    String text = Files.readString(file);
                    Files.writeString(
                            to,
                            text.replaceAll("(?m)^name: .*", "name: " + name)
                                    .replace(SUBNET + theirs, SUBNET + subnet)
                                    .replace(theirs + ".", subnet + "."));
                }
            }
        }
    }

    /** From now on runs find a host that is down as it is, instead of starting it. */
    void leaveDown() throws IOException {
        Path file = inventory.resolve("hosts.yml");
        String text = Files.readString(file);
        if (!text.contains("\nstart: false\n")) {
            Files.writeString(file, text.replaceFirst("(?m)^plugin: lab$", "plugin: lab\nstart: false"));
        }
    }

    /** Starts the hosts that are down. */
    void start() throws LabException, InterruptedException {
        lab.up(name, subnet, hosts);
    }

    /** A new directory beside what runs leave. */
    Path directory(String directory) throws IOException {
        return Files.createDirectory(folder.resolve(directory));
    }

    List<String> hosts() {
        return hosts;
    }

    /** The address of a host, or of one that no host has, by its last number. */
    String address(int last) {
        return subnet + "." + last;
    }

    /** The address of this machine, as the hosts reach it. */
    String machine() {
        return address(MACHINE);
    }

    String address(String host) {
        return address(FIRST_ADDRESS + hosts.indexOf(host));
    }

    /**
     * {@code play run} of a curated playbook, in a process of its own, with a state folder of its own; prints how long
     * it took.
     *
     * @param playbook its name, without folder and ending
     */
    Run play(String playbook, String... options) throws IOException, InterruptedException {
        String label = (runs++) + "-" + playbook;
        Path events = folder.resolve(label + ".jsonl");
        PlayProcess ended = PlayProcess.run(folder, label, words(playbook, events, options));
        List<JsonNode> read = events(events);
        Run run = new Run(ended.code(), ended.printed(), read);
        System.out.println(name + ": " + playbook + " " + String.join(" ", options) + "\n" + Phases.of(read));
        return run;
    }

    private List<String> words(String playbook, Path events, String... options) {
        List<String> words = new ArrayList<>(List.of(
                "run",
                HOME.resolve("playbooks").resolve(playbook + ".yml").toString(),
                "-i",
                inventory.toString(),
                "--events",
                events.toString()));
        words.addAll(List.of(options));
        return words;
    }

    /**
     * Begins the same, and kills it (SIGKILL) as soon as a task has begun.
     *
     * @param task its name
     */
    void playKilledAt(String task, String playbook, String... options) throws IOException, InterruptedException {
        playKilled(new Beginning("task_started", task, ""), playbook, options);
    }

    /** The same, as soon as a host has begun with the task. */
    void playKilledOn(String host, String task, String playbook, String... options)
            throws IOException, InterruptedException {
        playKilled(new Beginning("host_started", task, ",\"host\":\"" + host + "\""), playbook, options);
    }

    /** Of a task, and the event that tells it. */
    private record Beginning(String event, String task, String more) {
        private boolean isIn(Path events) throws IOException {
            return Files.exists(events)
                    && Files.readAllLines(events).stream()
                            .anyMatch(line -> line.contains("\"event\":\"" + event + "\"")
                                    && line.contains("\"name\":\"" + task + "\"")
                                    && line.contains(more));
        }
    }

    private void playKilled(Beginning beginning, String playbook, String... options)
            throws IOException, InterruptedException {
        String label = (runs++) + "-" + playbook + "-killed";
        Path events = folder.resolve(label + ".jsonl");
        Process process = PlayProcess.start(folder, label, words(playbook, events, options));
        try {
            while (!beginning.isIn(events)) {
                assertTrue(
                        process.isAlive(),
                        () -> "it ended before it came to '" + beginning.task() + "': " + folder + "/" + label);
                Thread.sleep(BETWEEN_LOOKS);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        System.out.println(name + ": " + playbook + " killed at '" + beginning.task() + "'");
    }

    /** Sets a variable of all hosts, as whoever looks after the cluster would: {@code NAME: VALUE}. */
    void setVariable(String line) throws IOException {
        Path file = inventory.resolve("group_vars/all.yml");
        String name = line.substring(0, line.indexOf(':') + 1);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.removeIf(other -> other.startsWith(name));
        lines.add(line);
        Files.write(file, lines);
    }

    /** What a run told; nothing where it ended before it began. */
    static List<JsonNode> events(Path file) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                read.add(JSON.readTree(line));
            }
        }
        return read;
    }

    /** What is on each host, found without {@code play}. */
    Map<String, List<String>> walk() throws LabException, InterruptedException {
        Map<String, List<String>> walks = new LinkedHashMap<>();
        for (String host : hosts) {
            walks.put(host, call("walk", host));
        }
        return walks;
    }

    /** Nothing on the hosts is other than {@link #walk} has told, but for what is so by itself. */
    void isStill(Map<String, List<String>> before) throws LabException, InterruptedException {
        Map<String, List<String>> after = walk();
        for (String host : hosts) {
            Set<String> changed = Walks.changed(before.get(host), after.get(host));
            assertEquals(List.of(), Walks.unannounced(changed, Set.of(), List.of()), host);
        }
    }

    /** Lines "owned PATH PACKAGE": what packages brought to a host. */
    List<String> owned(String host) throws LabException, InterruptedException {
        return call("walk", "--owned", host).stream()
                .filter(line -> line.startsWith("owned\t"))
                .toList();
    }

    /** The output of a shell command run on a host as root, without {@code play}. */
    String on(String host, String command) throws LabException, InterruptedException {
        return String.join("\n", call("exec", host, "sh", "-c", command));
    }

    /** As {@link #on}, etcdctl on a member, with what it needs to be let in. */
    String etcdctl(String host, String words) throws LabException, InterruptedException {
        return on(host, ETCDCTL + words);
    }

    /** As {@link #on}, kubectl on a control-plane host that has the administrator's access. */
    String kubectl(String host, String words) throws LabException, InterruptedException {
        return on(host, KUBECTL + words);
    }

    /** Shows that pods, services and names work on every node; what the script printed. */
    String workload(String master) throws IOException, InterruptedException {
        Path script = HOME.resolve("cli/src/test/resources/cluster/workload");
        Path printed = folder.resolve("workload.log");
        Process process = new ProcessBuilder(script.toString(), name, master)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        assertEquals(0, process.waitFor(), Files.readString(printed));
        return Files.readString(printed).lines().reduce("", (first, second) -> second);
    }

    List<String> call(String command, String... arguments) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "--name", name));
        words.addAll(List.of(arguments));
        return lab.call(words);
    }

    void down() throws LabException, InterruptedException {
        call("down", "--purge");
    }
}
