package play.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.HostKeys.Checking;
import play.connection.transport.Login;
import play.connection.transport.Timing;
import play.lab.Lab;
import play.lab.LabException;

/**
 * A host of a lab, with OpenSSH, sudo and its users: {@code root} and {@code ops} with a password, {@code nopass} with
 * sudo that asks for none. All tests of the transport in one process share it; the last of them takes it down.
 */
final class SshHost implements AutoCloseable {
    /** The password of root and ops. */
    static final String PASSWORD = "lab-pass";

    /** Of the processes that run tests side by side, counted from 1. */
    private static final int PROCESS = Integer.parseInt(System.getProperty("play.process", "1"));

    private static final String LAB = "ci-ssh" + PROCESS;
    private static final String SUBNET = "10.91." + (8 + PROCESS);
    private static final String NAME = "host";

    private final Lab lab;
    private final Lab.Hosts hosts;

    private SshHost(Lab lab, Lab.Hosts hosts) {
        this.lab = lab;
        this.hosts = hosts;
    }

    /** Gives the host to tests that ask for it by a parameter. */
    static final class Provider implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == SshHost.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            ExtensionContext.Store store = context.getRoot().getStore(ExtensionContext.Namespace.create(SshHost.class));
            return store.computeIfAbsent(SshHost.class, key -> up(), SshHost.class);
        }
    }

    private static SshHost up() {
        try {
            Lab lab = new Lab(Path.of(System.getProperty("play.home", "")), line -> {});
            lab.call(List.of("down", "--name", LAB, "--purge"));
            return new SshHost(lab, lab.up(LAB, SUBNET, List.of(NAME)));
        } catch (LabException e) {
            throw new AssertionError("the lab did not come up: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            lab.call(List.of("down", "--name", LAB, "--purge"));
        } catch (LabException e) {
            throw new AssertionError("the lab was not taken down: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String address() {
        return hosts.addresses().get(NAME);
    }

    /** A private key that all its users take. */
    Path key() {
        return hosts.key();
    }

    /** The output of a script run there as root, by the lab and not by SSH. */
    String on(String script) throws LabException, InterruptedException {
        return String.join("\n", call("exec", NAME, "sh", "-c", script));
    }

    /** Copies a file to the host, readable for root only. */
    void put(Path file, String path) throws IOException, LabException, InterruptedException {
        String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        on("umask 077; mkdir -p $(dirname " + path + "); echo " + base64 + " | base64 -d >" + path);
    }

    void unplug() throws LabException, InterruptedException {
        call("link", "down", NAME);
    }

    void plug() throws LabException, InterruptedException {
        call("link", "up", NAME);
    }

    private List<String> call(String command, String... arguments) throws LabException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "--name", LAB));
        words.addAll(List.of(arguments));
        return lab.call(words);
    }

    /** Lines of {@code known_hosts} with the keys of the host under another name, such as that of a relay. */
    String knownAs(String name) throws IOException {
        return Files.readAllLines(hosts.knownHosts()).stream()
                .map(line -> name + line.substring(line.indexOf(' ')) + "\n")
                .collect(Collectors.joining());
    }

    HostKeys known() {
        return new HostKeys(Checking.STRICT, List.of(hosts.knownHosts()));
    }

    /**
     * An inventory that has it as "host".
     *
     * @param address its own, or a relay's
     * @param known a file of known hosts
     */
    String inventory(String user, String address, int port, Path known) {
        return """
            all:
              hosts:
                host:
                  ansible_host: %s
                  ansible_port: %d
                  ansible_user: %s
                  ansible_ssh_private_key_file: %s
                  ansible_known_hosts_file: %s
            """.formatted(address, port, user, key(), known);
    }

    /** A login with the key of the lab. */
    Login login(String user) {
        return new Login(user, List.of(new Login.KeyFile(key(), Optional.empty())), Optional.empty(), Optional.empty());
    }

    /** By the built-in client. */
    ConnectionSpec.Ssh ssh(Login login) {
        return new ConnectionSpec.Ssh(NAME, address(), 22, login, known(), Timing.DEFAULT);
    }
}
