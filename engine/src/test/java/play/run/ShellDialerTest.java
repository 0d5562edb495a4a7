package play.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.connection.Connections;
import play.connection.transport.Become;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.Notice;
import play.connection.transport.Timing;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.call.LookupContext;
import play.playbook.Settings;
import play.value.Secret;

class ShellDialerTest {
    /** Variables as they stand. */
    private record Said(Map<String, Object> variables) implements Scope {
        @Override
        public Binding find(String name) {
            return variables.containsKey(name) ? new Binding.Found(variables.get(name)) : new Binding.Missing();
        }

        @Override
        public Set<String> names() {
            return variables.keySet();
        }

        @Override
        public LookupContext lookups() {
            throw new AssertionError("none of these variables asks for a lookup");
        }
    }

    private static Access access(Optional<Secret> password) {
        return new Access(
                Path.of("/home/me"),
                "me",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                password,
                new Access.BecomeDefaults(false, "root", "sudo", Optional.empty()),
                Optional.empty(),
                Timing.DEFAULT);
    }

    private static ConnectionSpec spec(Optional<Secret> password, Map<String, Object> variables)
            throws ExpressionException {
        try (Connections connections = new Connections(notice -> {})) {
            return new ShellDialer(connections, access(password), host -> false)
                    .spec("web", Settings.NONE, new Said(variables));
        }
    }

    private static List<String> arguments(Map<String, Object> variables) throws ExpressionException {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("ansible_connection", "openssh");
        return assertInstanceOf(ConnectionSpec.OpenSsh.class, spec(Optional.empty(), all))
                .arguments();
    }

    private static String refusal(Optional<Secret> password, String variable) {
        Map<String, Object> variables = Map.of("ansible_connection", "openssh", variable, "open sesame");
        ExpressionException refused = assertThrows(ExpressionException.class, () -> spec(password, variables));
        return refused.diagnostic().detail();
    }

    @Test
    void sshOfTheUserIsToldOfKnownHostsBeforeAnythingElse() throws ExpressionException {
        assertEquals(
                List.of(
                        "-o",
                        "UserKnownHostsFile=\"/home/me/100%% known\"",
                        "-o",
                        "GlobalKnownHostsFile=none",
                        "-J",
                        "jump",
                        "-v",
                        "-i",
                        "/key"),
                arguments(Map.of(
                        "ansible_known_hosts_file", "~/100% known",
                        "ansible_ssh_common_args", "-J jump",
                        "ansible_ssh_extra_args", "-v",
                        "ansible_private_key_file", "/key")));
        assertEquals(List.of(), arguments(Map.of()));
    }

    @Test
    void whatSshOfTheUserCannotBeGivenIsRefused() {
        for (String name : List.of(
                "ansible_password", "ansible_ssh_pass", "ansible_ssh_password", "ansible_private_key_passphrase")) {
            String refusal = refusal(Optional.empty(), name);
            assertTrue(refusal.contains("'" + name + "' has no effect"), refusal);
            assertFalse(refusal.contains("sesame"), refusal);
        }
        assertTrue(refusal(Optional.of(new Secret("open sesame")), "x").contains("--ask-pass"));
    }

    @Test
    void theInventorySaysHowLongToWait() throws ExpressionException {
        assertEquals(
                Duration.ofSeconds(30),
                spec(Optional.empty(), Map.of()).timing().silence());
        Map<String, Object> patient = Map.of(
                "ansible_timeout",
                60L,
                "ansible_ssh_server_alive_interval",
                20L,
                "ansible_ssh_server_alive_count_max",
                "9");
        assertEquals(
                new Timing(Duration.ofSeconds(60), Duration.ofSeconds(20), 9),
                spec(Optional.empty(), patient).timing());
        for (String name : patient.keySet()) {
            for (Object wrong : List.of("soon", 0L, "-1", "")) {
                ExpressionException refused =
                        assertThrows(ExpressionException.class, () -> spec(Optional.empty(), Map.of(name, wrong)));
                assertEquals(
                        "'" + name + "': '" + wrong + "' is not a whole number above zero.",
                        refused.diagnostic().detail());
            }
        }
    }

    @Test
    void optionsOfSshArePartedAsAnsibleDoes() throws ExpressionException {
        Map<String, Object> options = Map.of(
                "ansible_ssh_args",
                "-C",
                "ansible_ssh_common_args",
                "-o ProxyCommand=\"ssh -W %h:%p 'a b'\" -J 'a b'\\ c");
        ConnectionSpec.Configured spec =
                assertInstanceOf(ConnectionSpec.Configured.class, spec(Optional.empty(), options));
        assertEquals(
                List.of("-C", "-o", "ProxyCommand=ssh -W %h:%p 'a b'", "-J", "a b c"),
                spec.openSsh().arguments());
        Map<String, String> unfinished =
                Map.of("-o \"x", "a quote \" is never closed", "-o x\\", "nothing follows the backslash at its end");
        unfinished.forEach((written, why) -> {
            ExpressionException refused = assertThrows(
                    ExpressionException.class,
                    () -> spec(Optional.empty(), Map.of("ansible_ssh_common_args", written)));
            assertEquals(
                    "'ansible_ssh_common_args': '" + written + "' cannot be taken apart: " + why + ".",
                    refused.diagnostic().detail());
        });
    }

    @Test
    void whatIsSaidByVariablesComesBeforeOptionsOfSsh() throws ExpressionException {
        assertEquals(
                List.of(
                        "-o",
                        "ConnectTimeout=60",
                        "-o",
                        "ServerAliveInterval=9",
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "PKCS11Provider=/p.so",
                        "-v"),
                arguments(Map.of(
                        "ansible_timeout",
                        60L,
                        "ansible_ssh_server_alive_interval",
                        9L,
                        "ansible_host_key_checking",
                        false,
                        "ansible_ssh_pkcs11_provider",
                        "/p.so",
                        "ansible_ssh_extra_args",
                        "-v")));
    }

    @Test
    void aKeyInAVariableIsRefused() {
        ExpressionException refused = assertThrows(
                ExpressionException.class, () -> spec(Optional.empty(), Map.of("ansible_private_key", "-----BEGIN")));
        assertTrue(
                refused.diagnostic().detail().contains("'ansible_private_key_file'"),
                refused.diagnostic().detail());
    }

    @Test
    void ansiblesTransportVariablesThatSayNothingHereAreTold() throws ExpressionException {
        List<Notice> notices = new ArrayList<>();
        try (Connections connections = new Connections(notices::add)) {
            ShellDialer dialer = new ShellDialer(connections, access(Optional.empty()), host -> false);
            Said variables = new Said(Map.of("ansible_ssh_retries", 3L, "ansible_scp_extra_args", "-C"));
            dialer.spec("web", Settings.NONE, variables);
            dialer.spec("db", Settings.NONE, variables);
        }
        assertEquals(
                List.of("ansible_scp_extra_args", "ansible_ssh_retries"),
                notices.stream()
                        .map(notice -> ((Notice.IgnoredVariable) notice).variable())
                        .toList());
    }

    @Test
    void eachMethodOfBecomingHasVariablesOfItsOwn() throws ExpressionException {
        Map<String, Object> variables = Map.of(
                "ansible_become",
                "yes",
                "ansible_become_method",
                "community.general.doas",
                "ansible_doas_user",
                "ops",
                "ansible_doas_flags",
                "-a 'x y'");
        Become become = new BecomeSettings(
                        new ConnectionSettings(Settings.NONE, new Said(variables)),
                        access(Optional.empty()).become())
                .become()
                .orElseThrow();
        assertEquals(
                new Become(Become.Method.DOAS, "ops", Optional.empty(), Optional.empty(), List.of("-a", "x y")),
                become);
    }

    @Test
    void theBuiltInClientTakesBoth() throws ExpressionException {
        ConnectionSpec.Ssh ssh = assertInstanceOf(
                ConnectionSpec.Ssh.class,
                spec(
                        Optional.empty(),
                        Map.of("ansible_password", "open sesame", "ansible_known_hosts_file", "/known")));
        assertEquals(List.of(Path.of("/known")), ssh.hostKeys().files());
    }
}
