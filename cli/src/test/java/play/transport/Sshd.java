package play.transport;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import play.connection.transport.ConnectionSpec;
import play.connection.transport.HostKeys;
import play.connection.transport.Login;
import play.connection.transport.Timing;
import play.lab.LabException;

/** One more sshd on the host, with a port, keys and settings of its own. */
record Sshd(SshHost host, int port) implements AutoCloseable {
    private static final AtomicInteger PORTS = new AtomicInteger(2200);

    /**
     * Starts it and waits until it listens.
     *
     * @param key of the host; a file beside it that ends in {@code -cert.pub} is its certificate
     * @param settings more lines of {@code sshd_config}
     */
    static Sshd start(SshHost host, Path key, String... settings) throws Exception {
        return start(host, "/usr/sbin/sshd", key, settings);
    }

    /** @param program PAM knows the server by the last part of its path */
    static Sshd start(SshHost host, String program, Path key, String... settings) throws Exception {
        int port = PORTS.incrementAndGet();
        String there = "/root/sshd-" + port + "/";
        List<String> lines = new ArrayList<>(List.of(settings));
        lines.addAll(List.of(
                "Port " + port, "HostKey " + there + "key", "PidFile none", "UsePAM yes", "PermitRootLogin yes"));
        host.put(key, there + "key");
        Path certificate = Path.of(key + "-cert.pub");
        if (Files.exists(certificate)) {
            host.put(certificate, there + "key-cert.pub");
            lines.add("HostCertificate " + there + "key-cert.pub");
        }
        Path config = Files.writeString(key.resolveSibling("sshd_config-" + port), String.join("\n", lines) + "\n");
        host.put(config, there + "config");
        host.on("systemd-run -q --unit sshd-" + port + " --service-type=notify " + program + " -D -f " + there
                + "config");
        return new Sshd(host, port);
    }

    ConnectionSpec.Ssh ssh(Login login, HostKeys keys) {
        return new ConnectionSpec.Ssh("host", host.address(), port, login, keys, Timing.DEFAULT);
    }

    /** As root with the key of the lab. */
    ConnectionSpec.Ssh ssh(HostKeys keys) {
        return ssh(host.login("root"), keys);
    }

    /** How {@code known_hosts} names it. */
    String name() {
        return "[" + host.address() + "]:" + port;
    }

    @Override
    public void close() {
        try {
            host.on("systemctl stop sshd-" + port + "; rm -rf /root/sshd-" + port);
        } catch (LabException e) {
            throw new AssertionError("an sshd was not ended: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
