package play.modules.testing;

import java.nio.file.Path;
import java.util.List;

/** A real kube-apiserver on loopback, over TLS with certificates that the modules under test have issued. */
public final class TestApiServer implements AutoCloseable {
    private final TestEtcd etcd;
    private final Daemon daemon;
    private final int port;

    private TestApiServer(TestEtcd etcd, Daemon daemon, int port) {
        this.etcd = etcd;
        this.daemon = daemon;
        this.port = port;
    }

    /** Starts it with an etcd of its own; {@code pki} gets its certificates and {@code admin.conf}. */
    public static TestApiServer start(Controller controller, Path folder, Path pki) throws Exception {
        TestEtcd etcd = TestEtcd.start(folder, TestPki.etcd(controller, pki));
        int port = Daemon.freePort();
        TestPki.apiServer(controller, pki, "https://127.0.0.1:" + port);
        Daemon daemon = Daemon.start(
                folder.resolve("apiserver.log"),
                List.of(
                        Programs.path("kube-apiserver"),
                        "--etcd-servers=" + etcd.endpoint(),
                        "--etcd-cafile=" + pki.resolve("etcd-ca.crt"),
                        "--etcd-certfile=" + pki.resolve("etcd.crt"),
                        "--etcd-keyfile=" + pki.resolve("etcd.key"),
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--advertise-address=192.0.2.1",
                        "--client-ca-file=" + pki.resolve("ca.crt"),
                        "--tls-cert-file=" + pki.resolve("apiserver.crt"),
                        "--tls-private-key-file=" + pki.resolve("apiserver.key"),
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + pki.resolve("sa.pub"),
                        "--service-account-signing-key-file=" + pki.resolve("sa.key"),
                        "--authorization-mode=RBAC",
                        "--cert-dir=" + folder,
                        "--service-cluster-ip-range=10.254.0.0/16"));
        return new TestApiServer(etcd, daemon, port);
    }

    public String url() {
        return "https://127.0.0.1:" + port;
    }

    public String words() {
        return daemon.words();
    }

    @Override
    public void close() {
        daemon.close();
        etcd.close();
    }
}
