package play.modules.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.module.Resource;
import play.module.TaskModule;
import play.modules.crypto.CertgenCaModule;
import play.modules.crypto.CertgenKeypairModule;
import play.modules.crypto.CertgenModule;
import play.modules.crypto.KubeconfigModule;
import play.testkit.Parameters;

/** Certificates for real servers, issued by the modules themselves. */
public final class TestPki {
    private TestPki() {}

    /** Files for an etcd on loopback: {@code etcd-ca.crt}, {@code etcd.crt}, {@code etcd.key}. */
    public static Path etcd(Controller controller, Path pki) throws Exception {
        Files.createDirectories(pki);
        authority(controller, pki, "etcd-ca", Map.of());
        certificate(controller, pki, "etcd", "etcd-ca", "both");
        return pki;
    }

    /** Files for an API server on loopback, and {@code admin.conf} for its first administrator. */
    public static void apiServer(Controller controller, Path pki, String server) throws Exception {
        authority(
                controller, pki, "ca", Map.of("key_dest", pki.resolve("ca.key").toString()));
        certificate(controller, pki, "apiserver", "ca", "server");
        run(
                controller,
                new CertgenKeypairModule(),
                Map.of(
                        "name",
                        "sa",
                        "cluster",
                        "test",
                        "key_dest",
                        pki.resolve("sa.key").toString(),
                        "public_dest",
                        pki.resolve("sa.pub").toString()));
        run(
                controller,
                new KubeconfigModule(),
                Map.of(
                        "name",
                        "admin",
                        "cluster",
                        "test",
                        "issuer",
                        "ca",
                        "cn",
                        "admin",
                        "o",
                        List.of("system:masters"),
                        "server",
                        server,
                        "dest",
                        pki.resolve("admin.conf").toString()));
    }

    private static void authority(Controller controller, Path pki, String name, Map<String, Object> more)
            throws Exception {
        Map<String, Object> given = new HashMap<>(Map.of(
                "name",
                name,
                "cluster",
                "test",
                "cert_dest",
                pki.resolve(name + ".crt").toString()));
        given.putAll(more);
        run(controller, new CertgenCaModule(), given);
    }

    private static void certificate(Controller controller, Path pki, String name, String issuer, String usage)
            throws Exception {
        run(
                controller,
                new CertgenModule(),
                Map.of(
                        "name",
                        name,
                        "cluster",
                        "test",
                        "issuer",
                        issuer,
                        "cn",
                        name,
                        "san",
                        List.of("localhost", "127.0.0.1", "kubernetes.default.svc"),
                        "usage",
                        usage,
                        "cert_dest",
                        pki.resolve(name + ".crt").toString(),
                        "key_dest",
                        pki.resolve(name + ".key").toString()));
    }

    private static <P extends Record> void run(Controller controller, Resource<P> module, Map<String, Object> given)
            throws Exception {
        controller.run(module, Parameters.of((TaskModule<P>) module, given));
    }
}
