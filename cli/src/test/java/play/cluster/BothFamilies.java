package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

/** A cluster whose pods and services have addresses of IPv4 and of IPv6, used without {@code play}. */
final class BothFamilies {
    /** A pod on each node, a service of both families and one of IPv6 alone. */
    private static final String SERVICES = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: families}
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: server, namespace: families}
        spec:
          selector: {matchLabels: {app: server}}
          template:
            metadata: {labels: {app: server}}
            spec:
              terminationGracePeriodSeconds: 1
              containers:
                - {name: probe, image: "localhost/probe:1.4.0", args: [serve], ports: [{containerPort: 8080}]}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: both, namespace: families}
        spec:
          type: NodePort
          selector: {app: server}
          ipFamilyPolicy: RequireDualStack
          ports: [{port: 80, targetPort: 8080, nodePort: 30081}]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: six, namespace: families}
        spec:
          selector: {app: server}
          ipFamilies: [IPv6]
          ports: [{port: 80, targetPort: 8080}]
        """;

    private BothFamilies() {}

    /** Each host, and a pod on each, reaches pods and services by either family; the name of one has IPv6 alone. */
    static void of(ClusterLab lab, String master) throws Exception {
        lab.on(master, "cat >/tmp/families.yaml <<'END'\n" + SERVICES + "END\n");
        lab.kubectl(master, "apply -f /tmp/families.yaml");
        lab.kubectl(master, "-n families rollout status daemonset/server --timeout=90s");
        List<String> pods = words(lab, master, "get pods -o jsonpath='{.items[*].metadata.name}'");
        assertEquals(lab.hosts().size(), pods.size());
        List<String> addresses = words(lab, master, "get pods -o jsonpath='{.items[*].status.podIPs[*].ip}'");
        assertEquals(2 * pods.size(), addresses.size(), addresses.toString());
        List<String> services = words(lab, master, "get service both -o jsonpath='{.spec.clusterIPs[*]}'");
        assertEquals(2, services.size(), services.toString());
        for (String host : lab.hosts()) {
            for (String address : services) {
                assertTrue(pods.contains(lab.on(host, curl(wrapped(address)))), address + " on " + host);
            }
            for (String address : addresses(lab, host)) {
                assertTrue(pods.contains(lab.on(master, curl(wrapped(address) + ":30081"))), address);
            }
        }
        for (String pod : pods) {
            for (String address : addresses) {
                assertTrue(pods.contains(asked(lab, master, pod, "get http://" + wrapped(address) + ":8080")), address);
            }
            for (String address : services) {
                String url = "get -within 30s http://" + wrapped(address);
                assertTrue(pods.contains(asked(lab, master, pod, url)), address);
            }
            assertTrue(pods.contains(asked(lab, master, pod, "get -within 120s http://six.families")), pod);
            List<String> six = words(lab, master, "get service six -o jsonpath='{.spec.clusterIPs[*]}'");
            assertEquals(
                    six,
                    asked(lab, master, pod, "lookup six.families.svc.cluster.local.")
                            .lines()
                            .toList());
        }
        lab.kubectl(master, "delete namespace families");
    }

    private static List<String> words(ClusterLab lab, String master, String question) throws Exception {
        return List.of(lab.kubectl(master, "-n families " + question).split(" "));
    }

    /** The addresses of a host, as it tells them itself. */
    private static List<String> addresses(ClusterLab lab, String host) throws Exception {
        return lab.on(host, "ip -br addr show dev eth0 scope global | tr ' ' '\\n' | sed -n 's|/.*||p'")
                .lines()
                .toList();
    }

    private static String asked(ClusterLab lab, String master, String pod, String question) throws Exception {
        return lab.kubectl(master, "-n families exec " + pod + " -- /probe " + question);
    }

    /** A pod that is ready is not known to every node's kube-proxy yet, which refuses connections until then. */
    private static String curl(String host) {
        return "curl -sS --max-time 5 --retry 30 --retry-delay 1 --retry-connrefused 'http://" + host + "'";
    }

    private static String wrapped(String address) {
        return address.contains(":") ? "[" + address + "]" : address;
    }
}
