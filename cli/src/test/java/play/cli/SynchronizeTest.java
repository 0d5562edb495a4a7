package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import play.lab.Lab;
import play.lab.LabException;

/** Directories that rsync makes alike, over the connections that a run has to a real host. */
@Tag("lab")
@Timeout(300)
class SynchronizeTest {
    private static final String LAB = "ci-sync";
    private static final String SUBNET = "10.91.23";
    private static final Lab HOSTS = new Lab(Home.folder(), line -> {});
    private static final int LARGE = 100 << 20;

    private static String missing = "";

    @TempDir
    private static Path shared = Path.of("/");

    @TempDir
    Path folder = Path.of("/");

    private Path app = Path.of("/");

    /** Before it gets rsync it is asked without. */
    @BeforeAll
    static void host() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
        Lab.Hosts hosts = HOSTS.up(LAB, SUBNET, List.of("a"));
        StringBuilder inventory = new StringBuilder("all:\n  hosts:\n");
        for (String way : List.of("ssh", "openssh")) {
            for (String user : List.of("root", "nopass", "ops")) {
                inventory.append("""
                    %s-%s:
                      ansible_host: %s
                      ansible_connection: %s
                      ansible_user: %s
                      ansible_become: %s
                      ansible_become_password: lab-pass
                      ansible_ssh_private_key_file: %s
                      ansible_known_hosts_file: %s
                    """.formatted(
                                way,
                                user,
                                hosts.addresses().get("a"),
                                way,
                                user,
                                !user.equals("root"),
                                hosts.key(),
                                hosts.knownHosts())
                        .indent(4));
            }
        }
        Files.writeString(shared.resolve("hosts.yml"), inventory);
        Path playbook = Files.writeString(shared.resolve("missing.yml"), """
            - hosts: ssh-root
              gather_facts: false
              tasks:
                - synchronize: {src: missing.yml, dest: /srv/}
            """);
        missing = Trial.main(
                        "run",
                        playbook.toString(),
                        "-i",
                        shared.resolve("hosts.yml").toString())
                .everything();
        onHost("apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y rsync >/dev/null 2>&1;"
                + " command -v rsync");
    }

    @AfterAll
    static void noHost() throws Exception {
        HOSTS.call(List.of("down", "--name", LAB, "--purge"));
    }

    @BeforeEach
    void directory() throws Exception {
        onHost("rm -rf /srv/*");
        app = Files.createDirectories(folder.resolve("files/app"));
        Files.createDirectories(app.resolve("empty"));
        Files.writeString(app.resolve("plain"), "1\n");
        for (String odd : List.of(
                "two words", "it's", "$(touch x) `y`", "* ? [a]", "new\nline", "-n", "\u00fc\u4e2d", "a\\b", "\"")) {
            Files.writeString(app.resolve(odd), odd);
        }
        Files.createSymbolicLink(app.resolve("link"), Path.of("plain"));
    }

    private static String onHost(String script) throws LabException, InterruptedException {
        return String.join("\n", HOSTS.call(List.of("exec", "--name", LAB, "a", "sh", "-c", script)));
    }

    /** What is below a directory, with what files hold and where links lead. */
    private static String listing(String directory) {
        return "cd " + directory + " && find . -type f -exec sha256sum {} + | LC_ALL=C sort; find . -type l -printf"
                + " '%p %l\\n'; find . -type d | LC_ALL=C sort";
    }

    private static String here(Path directory) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", listing("'" + directory + "'")).start();
        String listed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), listed);
        return listed.strip();
    }

    private String[] words(String hosts, String parameters, String... more) throws IOException {
        Path playbook = Files.writeString(folder.resolve("site.yml"), """
            - hosts: %s
              gather_facts: false
              tasks:
                - synchronize: {%s}
                  register: done
                - name: Tell the lines
                  debug: {msg: "LINES {{ done.stdout_lines }} END"}
            """.formatted(hosts, parameters));
        List<String> words = new ArrayList<>(List.of(
                "run", playbook.toString(), "-i", shared.resolve("hosts.yml").toString()));
        words.addAll(List.of(more));
        return words.toArray(String[]::new);
    }

    private String play(String hosts, String parameters, String... more) throws IOException {
        Trial.Said said = Trial.main(words(hosts, parameters, more));
        assertEquals(0, said.code(), said.everything());
        return said.everything();
    }

    private static String lines(String said) {
        return said.substring(said.indexOf("LINES "), said.indexOf(" END"));
    }

    private static boolean changes(String said) {
        return !said.contains("changed=0 ");
    }

    static List<String> hosts() {
        return List.of("ssh-root", "ssh-nopass", "ssh-ops", "openssh-root", "openssh-nopass", "openssh-ops");
    }

    /** As root, and as users who become root without a password and with one. */
    @ParameterizedTest
    @MethodSource("hosts")
    void aDirectoryComesToTheHostAsADryRunSays(String host) throws Exception {
        onHost("mkdir -m 700 '/srv/odd * [x] dir'; mkdir '/srv/odd * [x] dir/app'; cd '/srv/odd * [x] dir/app';"
                + " touch gone; mkdir /srv/odd_x_dir");
        String parameters = "src: app/, dest: '/srv/odd * [x] dir/app', delete: true";
        String before = onHost(listing("/srv"));
        String foretold = play(host, parameters, "--check", "--diff");
        assertTrue(changes(foretold) && foretold.contains("+*deleting   gone"), foretold);
        assertEquals(before, onHost(listing("/srv")));

        String first = play(host, parameters);
        assertTrue(changes(first), first);
        assertEquals(lines(foretold), lines(first));
        assertTrue(lines(first).contains("two words"), first);
        assertEquals(here(app), onHost(listing("'/srv/odd * [x] dir/app'")));
        assertEquals("", onHost("ls -A /srv/odd_x_dir"));

        String second = play(host, parameters);
        assertFalse(changes(second), second);
        Files.writeString(app.resolve("plain"), "2\n");
        String third = play(host, parameters + ", checksum: true");
        assertTrue(lines(third).contains("plain") && !lines(third).contains("two words"), third);
        assertEquals("2", onHost("cat '/srv/odd * [x] dir/app/plain'"));
    }

    @ParameterizedTest
    @MethodSource("hosts")
    void aDirectoryComesFromTheHost(String host) throws Exception {
        play("ssh-root", "src: app/, dest: /srv/app");
        onHost("chmod 700 /srv/app; chmod 600 /srv/app/plain");
        Path back = folder.resolve("back");
        String parameters = "mode: pull, src: /srv/app/, dest: back/";
        String foretold = play(host, parameters, "--check");
        assertFalse(Files.exists(back));
        String first = play(host, parameters);
        assertEquals(lines(foretold), lines(first));
        assertEquals(here(app), here(back));
        assertFalse(changes(play(host, parameters)));
        play(host, "mode: pull, src: '/srv/app/tw*', dest: some/");
        try (Stream<Path> some = Files.list(folder.resolve("some"))) {
            assertEquals(List.of(folder.resolve("some/two words")), some.toList());
        }
    }

    static List<String> ways() {
        return List.of("ssh-ops", "openssh-ops");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aLargeFileArrivesWholeInBothDirections(String host) throws Exception {
        byte[] noise = new byte[LARGE];
        new Random(host.hashCode()).nextBytes(noise);
        Files.write(app.resolve("large"), noise);
        play(host, "src: app/, dest: /srv/app, compress: false");
        assertEquals(here(app), onHost(listing("/srv/app")));
        play(host, "mode: pull, src: /srv/app/, dest: back/, compress: false");
        assertEquals(here(app), here(folder.resolve("back")));
    }

    private static Set<Path> privateFolders() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> Files.exists(path.resolve("far"))).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** So little of it goes in a second that it would take for ever. */
    @ParameterizedTest
    @MethodSource("ways")
    void anInterruptionLeavesNothingBehind(String host) throws Exception {
        Set<Path> before = privateFolders();
        Files.write(app.resolve("large"), new byte[LARGE]);
        String slow = "src: app/, dest: /srv/app, delay_updates: false, compress: false,"
                + " rsync_opts: ['--bwlimit=200', '--whole-file']";
        List<String> program = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dmvel2.disable.jit=true",
                "-Dplay.home=" + Home.folder(),
                "-cp",
                System.getProperty("java.class.path"),
                "play.cli.Main"));
        program.addAll(List.of(words(host, slow)));
        Process process = new ProcessBuilder(program).redirectErrorStream(true).start();
        await("ls /srv/app/.large.* 2>/dev/null | wc -l", "1");
        assertEquals(
                0,
                new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor());
        try (BufferedReader reader = process.inputReader()) {
            String said = reader.lines().collect(Collectors.joining("\n"));
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
            assertEquals(99, process.exitValue(), said);
        }
        await("ps -eo args | grep -c '[r]sync --server'", "0");
        assertEquals("", onHost("find /srv/app -name '.large*' -o -name large"));
        assertEquals(before, privateFolders());
        assertEquals(
                List.of(),
                ProcessHandle.allProcesses()
                        .filter(other -> other.info().commandLine().orElse("").contains("rsync")
                                && other.info().commandLine().orElse("").contains(folder.toString()))
                        .toList());
    }

    private static void await(String script, String answer) throws Exception {
        String told = "";
        for (int i = 0; i < 120; i++) {
            told = onHost(script + " || true");
            if (told.strip().equals(answer)) {
                return;
            }
            Thread.sleep(250);
        }
        throw new AssertionError("after 30 s " + script + " says " + told);
    }

    @Test
    void aHostWithoutRsyncIsToldToGetIt() {
        assertTrue(missing.contains("there is no rsync on the host") && missing.contains("package:"), missing);
    }

    @Test
    void whatNobodyCanDoIsSaidInTheWordsOfTheSideThatCannot() throws Exception {
        onHost("echo x >/srv/file");
        for (String parameters : List.of("src: app/, dest: /srv/none/below", "src: app/, dest: /srv/file/below")) {
            for (String mode : List.of("--check", "-v")) {
                Trial.Said said = Trial.main(words("ssh-root", parameters, mode));
                assertEquals(2, said.code(), said.everything());
                assertTrue(said.everything().contains("make it first by 'file'"), said.everything());
            }
        }
        Trial.Said said = Trial.main(words("ssh-root", "src: none/, dest: /srv/x"));
        assertTrue(said.everything().contains("none"), said.everything());
        assertTrue(said.everything().contains("exit code 23"), said.everything());
    }

    private String delegated(String to, String parameters, int code) throws IOException {
        Path playbook = Files.writeString(folder.resolve("delegated.yml"), """
            - hosts: ssh-nopass
              gather_facts: false
              tasks:
                - synchronize: {%s}
                  delegate_to: "%s"
            """.formatted(parameters, to));
        Trial.Said said = Trial.main(
                "run", playbook.toString(), "-i", shared.resolve("hosts.yml").toString());
        assertEquals(code, said.code(), said.everything());
        return said.everything();
    }

    /** As it is with Ansible: from the controller to the host, or all of it on the host. */
    @Test
    void whereItIsDelegatedToSaysWhereItStarts() throws Exception {
        assertTrue(changes(delegated("localhost", "src: app/, dest: /srv/app", 0)));
        assertEquals(here(app), onHost(listing("/srv/app")));
        assertTrue(changes(delegated("{{ inventory_hostname }}", "src: /srv/app/, dest: /srv/copy", 0)));
        assertEquals(here(app), onHost(listing("/srv/copy")));
        assertFalse(changes(delegated("{{ inventory_hostname }}", "src: /srv/app/, dest: /srv/copy", 0)));
        String refused = delegated("ssh-ops", "src: /srv/app/, dest: /srv/third", 2);
        assertTrue(refused.contains("neither the controller nor 'ssh-nopass'"), refused);
    }

    /** What is only foreseen, rsync cannot see. */
    @Test
    void aDryRunCannotTellAfterWhatIsOnlyForeseen() throws Exception {
        Path playbook = Files.writeString(folder.resolve("after.yml"), """
            - hosts: ssh-root
              gather_facts: false
              tasks:
                - file: {path: /srv/made, state: directory}
                - synchronize: {src: app/, dest: /srv/made/app}
            """);
        String inventory = shared.resolve("hosts.yml").toString();
        String dry = Trial.main("run", playbook.toString(), "-i", inventory, "--check")
                .everything();
        assertTrue(dry.contains("changed=1 ") && dry.contains("unknown=1 "), dry);
        String run = Trial.main("run", playbook.toString(), "-i", inventory).everything();
        assertTrue(run.contains("changed=2 "), run);
        String again = Trial.main("run", playbook.toString(), "-i", inventory, "--check")
                .everything();
        assertTrue(again.contains("changed=0 ") && again.contains("unknown=0 "), again);
    }
}
