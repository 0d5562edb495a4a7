package play.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import play.connection.transport.Endpoint;
import play.diag.Diagnostic;
import play.source.SourceFile;

class ServicesTest {
    /** As kubectl prints it, but for fields nobody asks for. */
    private static final String LIST = """
        {
          "apiVersion": "v1",
          "kind": "List",
          "items": [
            {"metadata": {"name": "kubernetes", "namespace": "default"},
             "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.1", "clusterIPs": ["10.96.0.1"],
                      "ports": [{"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}]}},
            {"metadata": {"name": "headlamp", "namespace": "headlamp"},
             "spec": {"type": "ClusterIP", "clusterIP": "10.96.7.7", "ports": [{"port": 80, "targetPort": 4466}]}},
            {"metadata": {"name": "kube-dns", "namespace": "kube-system"},
             "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.10",
                      "ports": [{"name": "dns", "port": 53, "protocol": "UDP"},
                                {"name": "dns-tcp", "port": 53, "protocol": "TCP"},
                                {"name": "metrics", "port": 9153, "protocol": "TCP"}]}},
            {"metadata": {"name": "etcd", "namespace": "kube-system"},
             "spec": {"type": "ClusterIP", "clusterIP": "None", "ports": [{"port": 2379, "protocol": "TCP"}]}},
            {"metadata": {"name": "mirror", "namespace": "default"},
             "spec": {"type": "ExternalName", "externalName": "mirror.example"}},
            {"metadata": {"name": "time", "namespace": "default"},
             "spec": {"type": "ClusterIP", "clusterIP": "10.96.0.20", "ports": [{"port": 123, "protocol": "UDP"}]}},
            {"metadata": {"name": "six", "namespace": "default"},
             "spec": {"type": "ClusterIP", "clusterIP": "fd00::7", "ports": [{"port": 80, "protocol": "TCP"}]}}
          ]
        }
        """;

    private static Endpoint find(String service) throws TunnelException {
        SourceFile line = new SourceFile("command line", "0:" + service);
        return Services.parse(LIST).orElseThrow().find((Target.Service)
                Route.read(line.whole()).target());
    }

    @ParameterizedTest
    @CsvSource({
        "headlamp/headlamp, 10.96.7.7:80",
        "headlamp/headlamp:80, 10.96.7.7:80",
        "default/kubernetes:https, 10.96.0.1:443",
        "kube-system/kube-dns:metrics, 10.96.0.10:9153",
        "kube-system/kube-dns:53, 10.96.0.10:53",
        "default/six, [fd00::7]:80",
    })
    void aServiceIsItsAddressAndPort(String service, String endpoint) throws TunnelException {
        assertEquals(endpoint, find(service).toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "headlamp/headlam | unknown-service | has no service 'headlamp/headlam'. Did you mean"
                        + " 'headlamp/headlamp'?",
                "default/headlamp | unknown-service | Did you mean 'headlamp/headlamp'?",
                "x/y | unknown-service | It has default/kubernetes, default/mirror, default/six, default/time,"
                        + " headlamp/headlamp, kube-system/etcd, kube-system/kube-dns.",
                "kube-system/etcd | service-address | clusterIP None",
                "default/mirror | service-address | type ExternalName",
                "kube-system/kube-dns | service-port | has the ports dns-tcp (53), metrics (9153): name one",
                "kube-system/kube-dns:dns | service-port | has the ports dns-tcp (53), metrics (9153): name one",
                "headlamp/headlamp:81 | service-port | has the ports 80: name one",
                "default/time | service-port | has no port by TCP",
            })
    void whatItCannotBeIsTold(String service, String code, String detail) {
        Diagnostic problem =
                assertThrows(TunnelException.class, () -> find(service)).diagnostic();
        assertEquals(code, problem.code());
        assertTrue(problem.detail().contains(detail), problem::detail);
        assertEquals(service, problem.subject().orElseThrow().text());
    }

    @Test
    void whatIsNoListIsNone() {
        assertEquals(Optional.empty(), Services.parse("error: the connection to the server was refused"));
        assertEquals(Optional.empty(), Services.parse("{}"));
    }
}
