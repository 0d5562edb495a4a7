package play.modules.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real etcd on loopback, over TLS with certificates that the modules under test have issued. */
public final class TestEtcd implements AutoCloseable {
    private final Daemon daemon;
    private final int port;
    private final Path pki;

    private TestEtcd(Daemon daemon, int port, Path pki) {
        this.daemon = daemon;
        this.port = port;
        this.pki = pki;
    }

    /**
     * Starts it.
     *
     * @param pki folder with {@code etcd-ca.crt}, {@code etcd.crt}, {@code etcd.key}
     */
    public static TestEtcd start(Path folder, Path pki) {
        int port = Daemon.freePort();
        int peers = Daemon.freePort();
        String client = "https://127.0.0.1:" + port;
        String peer = "http://127.0.0.1:" + peers;
        Daemon daemon = Daemon.start(
                folder.resolve("etcd.log"),
                List.of(
                        Programs.path("etcd"),
                        "--name=one",
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=" + client,
                        "--advertise-client-urls=" + client,
                        "--listen-peer-urls=" + peer,
                        "--initial-advertise-peer-urls=" + peer,
                        "--initial-cluster=one=" + peer,
                        "--client-cert-auth",
                        "--trusted-ca-file=" + pki.resolve("etcd-ca.crt"),
                        "--cert-file=" + pki.resolve("etcd.crt"),
                        "--key-file=" + pki.resolve("etcd.key")));
        return new TestEtcd(daemon, port, pki);
    }

    public String endpoint() {
        return "https://127.0.0.1:" + port;
    }

    /** The parameter {@code client} for it. */
    public Map<String, Object> client() {
        return Map.of(
                "endpoints",
                List.of(endpoint()),
                "cacert",
                pki.resolve("etcd-ca.crt").toString(),
                "cert",
                pki.resolve("etcd.crt").toString(),
                "key",
                pki.resolve("etcd.key").toString(),
                "etcdctl",
                Programs.path("etcdctl"),
                "timeout",
                "3s");
    }

    public String words() {
        return daemon.words();
    }

    @Override
    public void close() {
        daemon.close();
    }
}
