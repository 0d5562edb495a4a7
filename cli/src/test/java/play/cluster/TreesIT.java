package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import play.cli.AnsibleVenv;
import play.lab.Lab;

/**
 * Playbooks and roles in the manner of public ones, unchanged under Ansible and under {@code play}, on hosts that are
 * blank but for Python: both leave the same on them.
 */
@Tag("lab")
class TreesIT {
    private static final String LAB = "ci-trees";
    private static final String PYTHON = "apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y"
            + " --no-install-recommends python3 python3-apt";

    private static final List<Tree> TREES = List.of(
            new Tree("web-stack", List.of("web1", "web2", "db1")),
            new Tree("hardening", List.of("host1")),
            new Tree("rolling-update", List.of("lb1", "app1", "app2", "app3")));

    /** What a host has for itself at its first boot, Ansible's own directories, and the data of a database. */
    private static final Pattern OWN = Pattern.compile("^file\t(/etc/machine-id|/etc/ssh/ssh_host_[^\t]*"
            + "|/(root|home/[^/]+)/\\.ansible(/[^\t]*)?|/var/lib/postgresql/[^\t]*)\t");

    /** Files of keys that a tree or a package makes. */
    private static final Pattern DRAWN = Pattern.compile("^file\t/etc/(site/tls/site|ssl/[a-z]+/ssl-cert-snakeoil)\\.");

    private static final Pattern KEPT = Pattern.compile("\\.[0-9]+\\.[0-9-]{10}@[0-9:]{8}~");

    private static final Lab HOSTS = new Lab(ClusterLab.HOME, line -> {});

    @TempDir
    Path folder = Path.of("/");

    private record Tree(String name, List<String> hosts) {
        Path folder() {
            return ClusterLab.HOME.resolve("cli/src/test/resources/trees").resolve(name);
        }
    }

    @TestFactory
    Stream<DynamicTest> bothLeaveTheSame() {
        return wanted().map(tree -> dynamicTest(tree.name(), () -> compare(tree)));
    }

    /** The one that the property {@code play.tree} names; all where it is empty. */
    private static Stream<Tree> wanted() {
        String name = System.getProperty("play.tree", "");
        List<Tree> wanted = TREES.stream()
                .filter(tree -> name.isEmpty() || tree.name().equals(name))
                .toList();
        assertTrue(!wanted.isEmpty(), "play.tree names " + name + ", which is none of " + TREES);
        return wanted.stream();
    }

    @AfterEach
    void noHosts() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
    }

    private void compare(Tree tree) throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
        Lab.Hosts hosts = HOSTS.up(LAB, "10.91.21", tree.hosts());
        List<String> options = options(tree, hosts);
        String first = tree.hosts().getFirst();
        HOSTS.call(List.of("exec", "--name", LAB, first, "sh", "-c", PYTHON));
        HOSTS.call(List.of("keep", "--name", LAB, first, "python"));

        fresh(tree);
        AnsibleVenv.playbook(0, Map.of("ANSIBLE_PIPELINING", "1"), options.toArray(String[]::new));
        Set<String> theirs = walks(tree);

        fresh(tree);
        Announced told = play(options, "--check", "--diff");
        Announced made = play(options);
        assertEquals(List.of(), told.differences(made));
        assertEquals(List.of(), differences(theirs, walks(tree)));
        assertEquals(List.of(), play(options).changed());
        System.out.println(tree.name() + ": " + told.resources() + " tasks, unknown in the dry run: " + told.unknown());
    }

    /** A playbook with its inventories and password, as both programs take them. */
    private List<String> options(Tree tree, Lab.Hosts hosts) throws Exception {
        List<String> lines = new ArrayList<>(List.of("[all]"));
        hosts.addresses().forEach((host, address) -> lines.add(host + " ansible_host=" + address));
        lines.addAll(List.of(
                "[all:vars]",
                "ansible_user=nopass",
                "ansible_ssh_private_key_file=" + hosts.key(),
                "ansible_ssh_common_args=-o UserKnownHostsFile=" + hosts.knownHosts()));
        Path addresses = Files.write(folder.resolve("addresses.ini"), lines);
        List<String> options = new ArrayList<>(List.of(
                tree.folder().resolve("site.yml").toString(),
                "-i",
                tree.folder().resolve("groups.ini").toString(),
                "-i",
                addresses.toString()));
        Path password = tree.folder().resolve("vault-password");
        if (Files.exists(password)) {
            options.addAll(List.of("--vault-password-file", password.toString()));
        }
        return options;
    }

    private static void fresh(Tree tree) throws Exception {
        List<String> words = new ArrayList<>(List.of("fresh", "--name", LAB, "--from", "python"));
        words.addAll(tree.hosts());
        HOSTS.call(words);
    }

    /** What is on the hosts: "HOST LINE", as a walk has it. */
    private static Set<String> walks(Tree tree) throws Exception {
        Set<String> lines = new TreeSet<>();
        for (String host : tree.hosts()) {
            HOSTS.call(List.of("walk", "--name", LAB, host)).stream()
                    .filter(line -> !OWN.matcher(line).find())
                    .forEach(line -> lines.add(host + " " + withoutChance(line)));
        }
        return lines;
    }

    private static List<String> differences(Set<String> theirs, Set<String> ours) {
        List<String> differences = new ArrayList<>();
        theirs.stream().filter(line -> !ours.contains(line)).forEach(line -> differences.add("Ansible: " + line));
        ours.stream().filter(line -> !theirs.contains(line)).forEach(line -> differences.add("play: " + line));
        return differences;
    }

    /** A walk's line without what is drawn by chance: what a new key holds, and when a file was kept. */
    private static String withoutChance(String line) {
        String kept = KEPT.matcher(line).replaceFirst("(kept)");
        return DRAWN.matcher(kept).find() ? kept.replaceFirst("\t[0-9]+\t[0-9a-f]{64}$", "") : kept;
    }

    private Announced play(List<String> options, String... more) throws Exception {
        List<String> words = new ArrayList<>(options);
        words.addAll(List.of(more));
        return Announced.by(folder, words);
    }
}
