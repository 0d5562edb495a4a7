package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import play.lab.Lab;
import play.lab.LabException;

/**
 * A host that gets into trouble in the middle of a play, at a moment drawn at random: it is named soon, the others go
 * on, and once it is well again the run can be gone on with and leaves what a run leaves to which nothing happened.
 * Which troubles, and how often: {@code -Dplay.faults=reboot,disk-full -Dplay.faults.seeds=5 -Dplay.faults.seed=7}.
 */
@Tag("lab")
@Timeout(1800)
class FaultsTest {
    private static final String LAB = "ci-faults";
    private static final String SUBNET = "10.91.25";
    private static final Lab HOSTS = new Lab(Home.folder(), line -> {});
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static final long SEED = Long.getLong("play.faults.seed", 1);
    private static final long SEEDS = Long.getLong("play.faults.seeds", 1);

    /** Milliseconds after a task has begun that all hosts come to. */
    private static final int LATEST = 6000;

    /** A host that does not answer is named after this long, and counts as lost after half a minute. */
    private static final Duration NAMED = Duration.ofSeconds(10);

    /** With what the machine of the tests takes for it. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private static final String PLAY = """
        - hosts: all
          vars: {dir: /srv/faults}
          tasks:
            - file: {path: "{{ dir }}", state: directory, mode: "0755"}
            - {name: Begin, copy: {dest: "{{ dir }}/begun", content: begun, mode: "0644"}}
            - file: {path: "{{ dir }}/{{ item }}", state: directory, mode: "0755"}
              loop: [one, two, three, four, five, six, seven, eight]
            - {shell: "sleep 1; echo once >new && mv new first", args: {chdir: "{{ dir }}", creates: first}}
            - copy: {dest: "{{ dir }}/one/{{ item }}", content: "{{ item * 5000 }}", mode: "0600"}
              loop: [k, l, m, n, o, p, q, r]
            - {copy: {src: large, dest: "{{ dir }}/large", mode: "0644"}, notify: tell}
            - lineinfile: {path: "{{ dir }}/lines", line: "{{ item }}", create: true, mode: "0644"}
              loop: [red, green, blue, white, black]
            - {shell: "sleep 2; echo once >new && mv new second", args: {chdir: "{{ dir }}", creates: second}}
            - copy:
                dest: /etc/systemd/system/faults.service
                content: "[Service]\\nExecStart=/bin/sleep infinity\\n[Install]\\nWantedBy=multi-user.target\\n"
                mode: "0644"
            - systemd: {name: faults.service, state: started, enabled: true, daemon_reload: true}
            - user: {name: faults, system: true}
            - blockinfile: {path: "{{ dir }}/lines", block: "a block\\nof lines"}
            - {shell: "sleep 1; echo once >new && mv new third", args: {chdir: "{{ dir }}", creates: third}}
            - file: {path: "{{ dir }}/link", src: large, state: link}
            - lineinfile: {path: "{{ dir }}/keys", regexp: ^a=, line: a=b, create: true, mode: "0644"}
            - copy: {dest: "{{ dir }}/two/{{ item }}", content: "{{ item * 9000 }}", owner: faults, mode: "0640"}
              loop: [s, t, u, v]
            - {shell: "sleep 2; echo once >new && mv new fourth", args: {chdir: "{{ dir }}", creates: fourth}}
            - {name: End, copy: {dest: "{{ dir }}/ended", content: ended, mode: "0644"}}
          handlers:
            - {name: tell, copy: {dest: "{{ dir }}/told", content: told, mode: "0644"}}
        """;

    @TempDir
    private static Path shared = Path.of("/");

    private static String inventory = "";

    /** What happens to b, and what is done about it later. */
    private enum Fault {
        FLAP("a link that is down for a second", false) {
            @Override
            void begin() throws Exception {
                lab("link", "down", "b");
                Thread.sleep(1000);
                lab("link", "up", "b");
            }
        },
        LONG_FLAP("a link that is down for ten seconds", false) {
            @Override
            void begin() throws Exception {
                lab("link", "down", "b");
                Thread.sleep(10_000);
                lab("link", "up", "b");
            }
        },
        NO_LINK("a link that stays down", true) {
            @Override
            void begin() throws Exception {
                lab("link", "down", "b");
            }

            @Override
            void end() throws Exception {
                lab("link", "up", "b");
            }
        },
        POWER_CUT("a power cut", true) {
            @Override
            void begin() throws Exception {
                lab("powercut", "b");
            }

            @Override
            void end() throws Exception {
                lab("start", "b");
            }
        },
        REBOOT("a restart", true) {
            @Override
            void begin() throws Exception {
                lab("reboot", "b");
            }
        },
        NO_SSHD("an sshd that is stopped with all its sessions", true) {
            @Override
            void begin() throws Exception {
                on("b", "systemctl stop ssh; pkill -KILL sshd; true");
            }

            @Override
            void end() throws Exception {
                on("b", "systemctl start ssh");
            }
        },
        DISK_FULL("a disk that is full", true) {
            /** All but what the play needs: to fill a whole disk takes longer than a host may take to be named. */
            @Override
            void prepare() throws Exception {
                on("b", "fallocate -l $(($(stat -f -c '%f*%S' /) - 100000000)) /var/filler");
            }

            @Override
            void begin() throws Exception {
                on("b", "cat /dev/zero >>/var/filler; true");
            }

            @Override
            void end() throws Exception {
                on("b", "rm -f /var/filler");
            }
        };

        private final String what;
        private final boolean stops;

        /** @param stops whether the run may end for the host */
        Fault(String what, boolean stops) {
            this.what = what;
            this.stops = stops;
        }

        void prepare() throws Exception {}

        abstract void begin() throws Exception;

        void end() throws Exception {}

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static List<String> lab(String command, String... words) throws LabException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(command, "--name", LAB));
        all.addAll(List.of(words));
        return HOSTS.call(all);
    }

    private static List<String> on(String host, String script) throws LabException, InterruptedException {
        return lab("exec", host, "sh", "-c", script);
    }

    @BeforeAll
    static void hosts() throws Exception {
        lab("down", "--purge");
        lab("up", "--subnet", SUBNET, "--hosts", String.join(" ", NAMES), "--disk", "2G");
        Lab.Hosts hosts = HOSTS.up(LAB, SUBNET, NAMES);
        StringBuilder text = new StringBuilder("all:\n  vars: {ansible_user: root, ansible_ssh_private_key_file: "
                + hosts.key() + ", ansible_known_hosts_file: " + hosts.knownHosts() + "}\n  hosts:\n");
        hosts.addresses()
                .forEach((name, address) -> text.append("    " + name + ": {ansible_host: " + address + "}\n"));
        inventory = Files.writeString(shared.resolve("hosts.yml"), text).toString();
        Files.writeString(shared.resolve("site.yml"), PLAY);
        byte[] large = new byte[20 << 20];
        new Random(1).nextBytes(large);
        Files.createDirectory(shared.resolve("files"));
        Files.write(shared.resolve("files/large"), large);
    }

    @AfterAll
    static void noHosts() throws Exception {
        lab("down", "--purge");
    }

    @TestFactory
    Stream<DynamicTest> aRunCanBeGoneOnWith() {
        String given = System.getProperty("play.faults", "");
        List<String> all = Stream.of(Fault.values()).map(Fault::key).toList();
        List<String> wanted = given.isEmpty() ? all : List.of(given.split(","));
        assertTrue(all.containsAll(wanted), () -> "play.faults names one that there is not: " + given);
        return Stream.of(Fault.values())
                .filter(fault -> wanted.contains(fault.key()))
                .flatMap(fault -> Stream.iterate(SEED, seed -> seed + 1)
                        .limit(SEEDS)
                        .map(seed -> dynamicTest(fault.what + ", seed " + seed, () -> meet(fault, seed))));
    }

    private static void meet(Fault fault, long seed) throws Exception {
        for (String host : NAMES) {
            on(
                    host,
                    "systemctl disable --now faults 2>/dev/null; userdel faults 2>/dev/null;"
                            + " rm -rf /srv/faults /etc/systemd/system/faults.service; systemctl daemon-reload");
        }
        fault.prepare();
        Path folder = Files.createDirectory(shared.resolve(fault.key() + seed));
        Process run = PlayProcess.start(folder, "run", List.of("run", shared + "/site.yml", "-i", inventory));
        Path said = folder.resolve("run.log");
        int after = new Random(seed * 31 + fault.ordinal()).nextInt(LATEST);
        int code;
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            await(run, said, "Begin");
            Thread.sleep(after);
            Future<Void> begun = thread.submit(() -> {
                fault.begin();
                return null;
            });
            if (fault.stops && !isNamed(run, said)) {
                throw new AssertionError("b is not named: " + Files.readString(said));
            }
            begun.get();
            code = run.waitFor();
            String told = fault.what + " after " + after + " ms\n" + Files.readString(said);
            System.err.println(fault.what + " after " + after + " ms: exit code " + code);
            if (!fault.stops) {
                assertEquals(0, code, told);
            }
            assertTrue(told.lines().noneMatch(line -> line.contains("\tat ")), told);
            for (String host : List.of("a", "c")) {
                assertEquals(List.of("ended"), on(host, "cat /srv/faults/ended; echo"), told);
            }
        } finally {
            run.destroyForcibly().waitFor();
            fault.end();
        }
        if (code != 0) {
            PlayProcess again = PlayProcess.run(folder, "again", List.of("run", "--resume"));
            assertEquals(0, again.code(), again.printed());
        }
        assertEquals(tree("a"), tree("b"));
        PlayProcess last = PlayProcess.run(folder, "last", List.of("run", shared + "/site.yml", "-i", inventory));
        assertEquals(0, last.code(), last.printed());
        assertTrue(last.printed().contains("changed=0"), last.printed());
        assertFalse(last.printed().matches("(?s).*changed=[1-9].*"), last.printed());
    }

    private static void await(Process run, Path said, String text) throws IOException, InterruptedException {
        while (run.isAlive() && !Files.readString(said).contains(text)) {
            Thread.sleep(20);
        }
        assertTrue(run.isAlive(), Files.readString(said));
    }

    /** Whether something is said of b that is not well, soon enough; a run that ends before that was not hit. */
    private static boolean isNamed(Process run, Path said) throws IOException, InterruptedException {
        Instant latest = Instant.now().plus(NAMED).plus(SLACK);
        while (Instant.now().isBefore(latest)) {
            boolean ended = !run.isAlive();
            if (Files.readString(said).lines().anyMatch(FaultsTest::tells)) {
                return true;
            }
            if (ended) {
                return false;
            }
            Thread.sleep(50);
        }
        return false;
    }

    private static boolean tells(String line) {
        return line.matches("(unreachable|failed|fatal|FAILED|UNREACHABLE).*\\bb\\b.*")
                || line.contains("no answer for");
    }

    /** All files that the play makes, and what should not be left beside them. */
    private static List<String> tree(String host) throws LabException, InterruptedException {
        return on(
                host,
                "cd /srv/faults && find . ! -type d ! -name first -printf '%P %M %u %s %l\\n' | sort && find . -type f"
                        + " -exec sha256sum {} + | sort && find / -xdev -name '.play.*' && systemctl is-active"
                        + " faults && id -un faults");
    }
}
