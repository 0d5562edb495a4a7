package play.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.transport.Says.assertSays;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import play.connection.Connections;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Login;
import play.connection.transport.Timing;
import play.host.HostException;
import play.host.Script;
import play.host.Shell;
import play.value.Bytes;
import play.value.Secret;

/** Other users, by the real sudo, su and doas. */
@Tag("lab")
@ExtendWith(SshHost.Provider.class)
@Timeout(120)
final class BecomeTest {
    private static final Secret RIGHT = new Secret(SshHost.PASSWORD);
    private static final Secret WRONG = new Secret("not the word");

    private static final Timing HASTY = Timing.DEFAULT.connectWithin(Duration.ofSeconds(3));

    private final SshHost host;
    private final Connections connections = new Connections(notice -> {});

    BecomeTest(SshHost host) {
        this.host = host;
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private Shell shell(String user, Become become) {
        return connections.shell(host.ssh(host.login(user)), become);
    }

    private static Become by(Become.Method method, String user) {
        return new Become(method, user, Optional.empty(), Optional.empty(), List.of());
    }

    private static Become su(String user) {
        return by(Become.Method.SU, user);
    }

    private static Become doas(String user) {
        return by(Become.Method.DOAS, user);
    }

    /** As in Ansible it stays in the home of the login, unless that is closed to who is become. */
    private void becomes(String wanted, String login, Shell shell) throws Exception {
        String open =
                "su -s /bin/sh " + wanted + " -c \"[ -r '" + home(login) + "' ] && [ -x '" + home(login) + "' ]\"";
        String directory = host.on(open + " && echo open || :").isEmpty() ? home(wanted) : home(login);
        assertEquals(
                wanted + "\n" + directory + "\n",
                shell.run(Script.of("id -un; pwd")).out());
        assertEquals(
                "input",
                shell.run(Script.of("cat").withStdin(Bytes.of("input".getBytes(StandardCharsets.UTF_8))))
                        .out());
    }

    private String home(String user) throws Exception {
        return host.on("getent passwd " + user + " | cut -d : -f 6");
    }

    private HostException.BecomeFailed refusal(String user, Become become) {
        return assertThrows(
                HostException.BecomeFailed.class, () -> shell(user, become).run(Script.of("true")));
    }

    @Test
    void sudo() throws Exception {
        becomes("root", "nopass", shell("nopass", Become.sudo("root")));
        becomes("ops", "nopass", shell("nopass", Become.sudo("ops")));
        becomes("nopass", "root", shell("root", Become.sudo("nopass")));
    }

    @Test
    void sudoWithAPassword() throws Exception {
        becomes("root", "ops", shell("ops", Become.sudo("root").withPassword(RIGHT)));
        becomes("nopass", "ops", shell("ops", Become.sudo("nopass").withPassword(RIGHT)));
    }

    /** Of a user who is asked for none, the password is not mistaken for input. */
    @Test
    void sudoWithAPasswordThatNobodyAsksFor() throws Exception {
        becomes("root", "nopass", shell("nopass", Become.sudo("root").withPassword(WRONG)));
    }

    @Test
    void sudoWithAWrongPassword() {
        HostException.BecomeFailed refusal = refusal("ops", Become.sudo("root").withPassword(WRONG));
        assertSays(refusal, "becoming root on host by sudo failed", "the password was not accepted");
        assertFalse(String.valueOf(refusal.getMessage()).contains("not the word"));
    }

    @Test
    void sudoWithoutThePasswordItNeeds() {
        assertSays(
                refusal("ops", Become.sudo("root")),
                "becoming root on host by sudo failed",
                "a password is required",
                "become_password",
                "-K");
    }

    @Test
    void sudoByAUserWhoMayNot() throws Exception {
        host.on("id plain >/dev/null 2>&1 || { useradd -m plain; cp -r ~ops/.ssh ~plain; chown -R plain ~plain; };"
                + " echo plain:"
                + SshHost.PASSWORD + " | chpasswd");
        assertSays(
                refusal("plain", Become.sudo("root").withPassword(RIGHT)),
                "becoming root on host by sudo failed",
                "not in the sudoers file");
    }

    @Test
    void sudoToAUserWhoIsNotThere() {
        assertSays(
                refusal("nopass", Become.sudo("nobody-here")),
                "becoming nobody-here on host by sudo failed",
                "unknown user");
    }

    @Test
    void su() throws Exception {
        becomes("ops", "root", shell("root", su("ops")));
        becomes("root", "ops", shell("ops", su("root").withPassword(RIGHT)));
    }

    @Test
    void suWithAWrongPasswordOrNone() {
        assertSays(
                refusal("ops", su("root").withPassword(WRONG)),
                "becoming root on host by su failed",
                "the password was not accepted");
        assertSays(refusal("ops", su("root")), "becoming root on host by su needs a password", "become_password", "-K");
    }

    /** A module of PAM that waits for something, before any password is asked for. */
    private void hang(String program) throws Exception {
        host.on("cp /etc/pam.d/" + program + " /root/pam-" + program
                + "; sed -i '1a auth required pam_exec.so /bin/sleep 4321' /etc/pam.d/" + program);
    }

    private void mend(String program) throws Exception {
        host.on("mv /root/pam-" + program + " /etc/pam.d/" + program);
    }

    private String hanging() throws Exception {
        return host.on("pgrep -f '[s]leep 4321' || :");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUDO", "SU"})
    void whatHangsBeforeItAsksForThePasswordIsEndedAndNamed(Become.Method method) throws Exception {
        ConnectionSpec.Ssh usual = host.ssh(host.login("ops"));
        ConnectionSpec hasty =
                new ConnectionSpec.Ssh("host", usual.address(), usual.port(), usual.login(), usual.hostKeys(), HASTY);
        Shell shell = connections.shell(hasty, by(method, "root").withPassword(RIGHT));
        hang(method.program());
        try {
            HostException.BecomeFailed refusal =
                    assertThrows(HostException.BecomeFailed.class, () -> shell.run(Script.of("true")));
            assertSays(
                    refusal,
                    "becoming root on host by " + method.program(),
                    "for 3 s",
                    "ended there",
                    "ansible_timeout");
            assertEquals("", hanging());
            assertEquals("", host.on("pgrep -x " + method.program() + " || :"));
        } finally {
            mend(method.program());
        }
        becomes("root", "ops", shell);
    }

    @Test
    void whatHangsIsEndedWhenAnotherThreadClosesOrInterrupts() throws Exception {
        Shell shell = shell("ops", Become.sudo("root").withPassword(RIGHT));
        hang("sudo");
        try {
            for (boolean closes : List.of(false, true)) {
                CompletableFuture<Throwable> outcome = new CompletableFuture<>();
                Thread thread = Thread.ofVirtual()
                        .start(() ->
                                outcome.complete(assertThrows(Exception.class, () -> shell.run(Script.of("true")))));
                while (hanging().isEmpty()) {
                    Thread.sleep(50);
                }
                if (closes) {
                    connections.close();
                } else {
                    thread.interrupt();
                }
                outcome.get(20, TimeUnit.SECONDS);
                assertEquals("", hanging());
            }
        } finally {
            mend("sudo");
        }
    }

    /** The language of a user is not the one in which the password is asked for. */
    @Test
    void suOfAUserWithAnotherLanguage() throws Exception {
        host.on("printf '#!/bin/sh\\n"
                + "[ \"$LC_ALL\" = C ] || { printf Passwort: >&2; read -r x; exit 1; }\\n"
                + "exec su \"$@\"\\n"
                + "' >/usr/local/bin/su-de; chmod 755 /usr/local/bin/su-de");
        Become german = new Become(
                Become.Method.SU, "root", Optional.of(RIGHT), Optional.of("/usr/local/bin/su-de"), List.of());
        becomes("root", "ops", shell("ops", german));
    }

    @Test
    void doas() throws Exception {
        host.on("rm -f /etc/doas.conf; apt-get -qq remove -y opendoas >/dev/null 2>&1 || true");
        assertSays(refusal("nopass", doas("root")), "becoming root on host by doas failed", "is doas installed there?");

        host.on("apt-get -qq install -y opendoas >/dev/null 2>&1; printf 'permit nopass \"nopass\"\\n"
                + "permit ops\\n"
                + "' >/etc/doas.conf");
        becomes("root", "nopass", shell("nopass", doas("root")));
        becomes("ops", "nopass", shell("nopass", doas("ops")));
        assertSays(
                refusal("ops", doas("root")), "becoming root on host by doas failed", "required", "allow it without");
    }

    @ParameterizedTest
    @EnumSource(names = {"SUDO", "SU"})
    void aPasswordIsInNoArgumentNoEnvironmentNoLog(Become.Method method) throws Exception {
        String word = "word-" + UUID.randomUUID();
        host.on("id secretive >/dev/null 2>&1 || useradd -m -G sudo secretive; echo 'secretive:" + word
                + "' | chpasswd");
        Login login = new Login("secretive", List.of(), Optional.empty(), Optional.of(new Secret(word)));
        Become become =
                by(method, method == Become.Method.SU ? "secretive" : "root").withPassword(new Secret(word));
        try (Watch watch = new Watch(word)) {
            Shell shell = connections.shell(host.ssh(login), become);
            shell.run(Script.of("sleep 1; : " + word).within(Duration.ofSeconds(20)));
            shell.run(Script.of("cat >/dev/null; sleep 1").withStdin(Bytes.of(word.getBytes(StandardCharsets.UTF_8))));
            assertTrue(watch.rounds() > 2);
            assertEquals(Set.of(), watch.seen());
        }
        assertEquals(
                "",
                host.on("sleep 0.2; journalctl -q --no-pager | grep -F " + word + " | head -n 3; grep -rlF " + word
                        + " /var/log /tmp /run 2>/dev/null || true"));
    }

    /** Looks for a word in the arguments and environments of all processes of this machine, and so also of its lab. */
    private static final class Watch implements AutoCloseable {
        private final String word;
        private final Set<String> seen = new ConcurrentSkipListSet<>();
        private final Thread thread;
        private volatile int rounds;

        Watch(String word) {
            this.word = word;
            thread = Thread.ofPlatform().daemon().start(this::watch);
        }

        int rounds() {
            return rounds;
        }

        Set<String> seen() {
            return seen;
        }

        private void watch() {
            while (!Thread.currentThread().isInterrupted()) {
                try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
                    processes.forEach(
                            process -> List.of("cmdline", "environ").forEach(file -> look(process.resolve(file))));
                } catch (IOException e) {
                    seen.add("/proc can't be read: " + e);
                }
                rounds++;
            }
        }

        private void look(Path file) {
            try {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (text.contains(word)) {
                    seen.add(file + ": " + text.replace('\0', ' '));
                }
            } catch (IOException e) {
                // it has ended
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
