package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import play.cli.PlayProcess;
import play.value.Bytes;

/** Playbooks over a wire that is counted and cut: what a task costs, and what becomes of one that is cut off. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(120)
final class PlayOverSshTest {
    private final SshHost host;

    @TempDir
    Path folder = Path.of("/");

    private final WireProxy proxy;

    PlayOverSshTest(SshHost host) throws Exception {
        this.host = host;
        proxy = new WireProxy(host.address(), 22, Duration.ZERO);
    }

    @BeforeEach
    void know() throws Exception {
        Files.writeString(folder.resolve("known_hosts"), host.knownAs("[127.0.0.1]:" + proxy.port()));
    }

    @AfterEach
    void close() throws Exception {
        proxy.close();
    }

    private record Run(int code, String printed, String events) {}

    /** {@code play run} in a process of its own. */
    private Run play(String user, String variables, List<String> tasks, String... options) throws Exception {
        Path inventory = Files.writeString(
                folder.resolve("hosts.yml"),
                host.inventory(user, "127.0.0.1", proxy.port(), folder.resolve("known_hosts")) + variables.indent(6));
        Path playbook = Files.writeString(
                folder.resolve("playbook.yml"),
                "- hosts: all\n  gather_facts: false\n  tasks:\n"
                        + String.join(
                                "",
                                tasks.stream()
                                        .map(task -> "    - " + task + "\n")
                                        .toList()));
        Path events = folder.resolve("events");
        List<String> words = new ArrayList<>(
                List.of("run", playbook.toString(), "-i", inventory.toString(), "-v", "--events", events.toString()));
        words.addAll(List.of(options));
        PlayProcess ended = PlayProcess.run(folder, "play", words);
        return new Run(ended.code(), ended.printed(), Files.readString(events));
    }

    @Test
    void aHostIsBootedAndWaitedFor() throws Exception {
        String boot = "cat /proc/sys/kernel/random/boot_id";
        String before = host.on(boot);
        Run run = play(
                "root",
                "",
                List.of(
                        "reboot: {reboot_timeout: 60, test_command: systemctl is-active ssh}\n      register: booted",
                        "wait_for_connection: {timeout: 20}\n      register: waited",
                        "command: " + boot + "\n      register: after",
                        "assert:\n        that: booted.keys() | sort == ['changed', 'elapsed', 'failed', 'rebooted']"
                                + " and booted.rebooted and booted.elapsed < 60 and waited.elapsed < 20"
                                + " and after.stdout != '" + before.strip() + "'"));
        assertEquals(0, run.code(), run.printed());
    }

    private static List<String> directories(int number) {
        List<String> tasks = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            tasks.add("file: {path: /tmp/directories/" + i + ", state: directory}");
        }
        return tasks;
    }

    /** What forty more tasks add; logging in, a few turns more or fewer each time, is in both. */
    private int turnsOfFortyMore(String... options) throws Exception {
        proxy.turns();
        assertEquals(0, play("nopass", "", directories(2), options).code());
        int few = proxy.turns();
        assertEquals(0, play("nopass", "", directories(42), options).code());
        return proxy.turns() - few;
    }

    @Test
    void tasksThatHaveNothingToDoShareARoundTripAndOneThatHasTakesOne() throws Exception {
        host.on("rm -rf /tmp/directories");
        // Two changes; then the same two found as they should be, and forty changes.
        int changing = turnsOfFortyMore();
        int wanted = 2 * (2 + 40) - 2 * (2 * 2);
        assertTrue(Math.abs(changing - wanted) < 20, () -> changing + " turns for forty changes, instead of " + wanted);
        int unchanged = turnsOfFortyMore();
        assertTrue(unchanged < 20, () -> unchanged + " turns for forty tasks without a change");
        int eachByItself = turnsOfFortyMore("--read-ahead", "0");
        assertTrue(Math.abs(eachByItself - 2 * 40) < 20, () -> eachByItself + " turns where each reads for itself");
    }

    @Test
    void aChangeThatIsCutOffIsPlannedAnew() throws Exception {
        byte[] content = new byte[5_000_000];
        new Random(1).nextBytes(content);
        Files.write(folder.resolve("large"), content);
        host.on("rm -f /root/large");
        proxy.cutAfter(2_000_000);
        Run run = play("root", "", List.of("copy: {src: " + folder.resolve("large") + ", dest: /root/large}"));
        assertEquals(0, run.code(), run::printed);
        assertTrue(run.printed().contains("changed=1"), run::printed);
        assertEquals(2, proxy.connections());
        assertEquals(Bytes.of(content).sha256(), host.on("sha256sum </root/large | cut -d ' ' -f 1"));
        assertEquals("", host.on("find /root /tmp -size +100k ! -name large"));
    }

    @Test
    void aProcedureThatIsCutOffIsNotRepeated() throws Exception {
        Path hangUp = Files.writeString(folder.resolve("hang-up"), """
            echo ran >>/root/ran
            server=$$
            until read -r name </proc/$server/comm; [ "$name" = sshd ]; do
              read -r line </proc/$server/stat
              set -- ${line##*) }
              server=$2
            done
            sleep 300 &
            echo $! >/root/child
            kill -KILL $server
            wait
            """);
        host.put(hangUp, "/root/hang-up");
        host.on("rm -f /root/ran");
        Run run = play("root", "", List.of("command: sh /root/hang-up", "command: echo not reached"));
        assertEquals(4, run.code(), run::printed);
        assertTrue(
                run.printed().contains("unreachable=1") && run.printed().contains("may have done its work in part"),
                run::printed);
        assertEquals("ran", host.on("cat /root/ran"));
        assertEquals("gone", host.on("[ -e /proc/$(cat /root/child)/exe ] && echo there || echo gone"));
    }

    /**
     * They drop what belongs to connections at hand, too: no answer comes through until the host has taken them back.
     */
    @Test
    void rulesThatLockEverybodyOutAreTakenBackByTheHost() throws Exception {
        host.on("command -v nft || apt-get install -y nftables; nft 'table inet trial { chain before { }; }'");
        String before = host.on("nft list ruleset");
        String drop = "table inet trial { chain input { type filter hook input priority 0; policy drop; }; }";
        Run run = play(
                "nopass",
                "ansible_become: true\n",
                List.of("nftables_table: {family: inet, name: trial, path: /etc/nftables.d/trial.nft, confirm_within:"
                        + " 5s, content: '"
                        + drop + "'}"));
        assertEquals(2, run.code(), run::printed);
        assertTrue(
                run.printed().contains("no new connection was possible within 5 s, so the old ones are restored"),
                run::printed);
        assertEquals(before, host.on("nft list ruleset"));
        assertEquals("", host.on("ls -d /run/play-nftables* /etc/nftables.d/trial.nft 2>/dev/null || :"));
        host.on("nft delete table inet trial");
    }

    @Test
    void aWrongBecomePasswordFailsTheTaskAndIsNotTold() throws Exception {
        Run run = play("ops", "ansible_become: true\nansible_become_password: very-secret-word\n", directories(1));
        assertEquals(2, run.code(), run::printed);
        assertTrue(
                run.printed().contains("becoming root on host by sudo failed: the password was not accepted"),
                run::printed);
        assertFalse((run.printed() + run.events()).contains("very-secret-word"), run::printed);
    }
}
