package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

/** A cluster that holds pods to NetworkPolicies: while what does so runs, while it is away, and no more without it. */
final class Policies {
    private static final String OBJECTS = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: policies}
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: server, namespace: policies}
        spec:
          type: NodePort
          selector: {app: server}
          ports: [{port: 80, targetPort: 8080, nodePort: 30082}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: server, namespace: policies}
        spec:
          podSelector: {matchLabels: {app: server}}
          policyTypes: [Ingress]
          ingress:
            - from: [{podSelector: {matchLabels: {app: friend}}}]
              ports: [{port: 8080}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: friend, namespace: policies}
        spec:
          podSelector: {matchLabels: {app: friend}}
          policyTypes: [Egress]
          egress:
            - to: [{podSelector: {matchLabels: {app: server}}}]
            - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}}]
              ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
        """;

    private static final String PODS = """
        ---
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: APP, namespace: policies}
        spec:
          selector: {matchLabels: {app: APP}}
          template:
            metadata: {labels: {app: APP}}
            spec:
              terminationGracePeriodSeconds: 1
              tolerations: [{operator: Exists}]
              containers:
                - name: probe
                  image: "localhost/probe:1.4.0"
                  args: [serve]
                  ports: [{containerPort: 8080}]
                  readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
        """;

    private static final List<String> APPS = List.of("server", "friend", "stranger");

    /** How long a policy may take to be known on every node. */
    private static final String SOON = " -within 60s http://";

    private static final String SERVICE = "service get" + SOON + "server.policies/";

    private final ClusterLab lab;
    private final String master;
    private final List<String> nodes;

    private Policies(ClusterLab lab, String master, List<String> nodes) {
        this.lab = lab;
        this.master = master;
        this.nodes = nodes;
    }

    static void of(ClusterLab lab, String master, List<String> nodes) throws Exception {
        Policies policies = new Policies(lab, master, nodes);
        policies.deploy();
        policies.hold();
        policies.outliveWhatEnforcesThem();
        policies.areSwitchedOff();
        policies.areSwitchedOn();
        lab.kubectl(master, "delete namespace policies");
        lab.play("verify").ended(0);
    }

    private void deploy() throws Exception {
        StringBuilder objects = new StringBuilder(OBJECTS);
        APPS.forEach(app -> objects.append(PODS.replace("APP", app)));
        lab.on(master, "cat >/tmp/policies.yaml <<'END'\n" + objects + "END\n");
        lab.kubectl(master, "apply -f /tmp/policies.yaml");
        rolledOut();
    }

    /** Each is ready because the kubelet of its node reaches it, whatever the policies say of others. */
    private void rolledOut() throws Exception {
        for (String app : APPS) {
            lab.kubectl(master, "-n policies rollout status daemonset/" + app + " --timeout=120s");
            assertEquals(nodes.size(), pods(app, ".metadata.name").size());
        }
    }

    private void hold() throws Exception {
        List<String> servers = pods("server", ".status.podIP");
        List<String> friends = pods("friend", ".status.podIP");
        List<String> strangers = pods("stranger", ".status.podIP");
        for (String friend : pods("friend", ".metadata.name")) {
            ask(friend, questions("get", servers), questions("shut", strangers), List.of(SERVICE));
        }
        for (String stranger : pods("stranger", ".metadata.name")) {
            ask(stranger, questions("shut", servers), questions("get", friends));
        }
    }

    /** Pods that nobody is kept from, by the addresses and the names of services, and at the ports of nodes. */
    private void letEverybodyIn() throws Exception {
        List<String> servers = pods("server", ".status.podIP");
        for (String stranger : pods("stranger", ".metadata.name")) {
            List<String> ports = new ArrayList<>();
            for (String host : nodes) {
                ports.add(host + " get" + SOON + lab.address(host) + ":30082/");
            }
            ask(stranger, questions("get", servers), ports, List.of(SERVICE));
        }
    }

    private void outliveWhatEnforcesThem() throws Exception {
        everywhere("systemctl stop kube-router");
        hold();
        doNotHoldForNewPods();
        everywhere("systemctl start kube-router");
        lab.kubectl(master, "-n policies rollout restart daemonset/server daemonset/friend daemonset/stranger");
        rolledOut();
        hold();
        lab.kubectl(master, "-n policies delete networkpolicy --all");
        letEverybodyIn();
        lab.kubectl(master, "apply -f /tmp/policies.yaml");
        hold();
    }

    /** Nobody holds those of verify.yml to its policies, which it tells. */
    private void doNotHoldForNewPods() throws Exception {
        String said = lab.play("verify", "-e", "verify_service_timeout_seconds=20")
                .ended(2)
                .printed();
        assertTrue(said.contains("Check that pods are held to the policies: from a "), said);
        for (String subject : List.of("stranger", "captive")) {
            assertTrue(said.contains("from a " + subject + " on "), said);
        }
        assertFalse(said.contains("from a friend on"), said);
    }

    private void areSwitchedOff() throws Exception {
        lab.setVariable("network_policies: none");
        lab.play("k8s-cluster").ended(0);
        for (String host : nodes) {
            String left = lab.on(
                    host,
                    "iptables-save | grep -E 'KUBE-(ROUTER|POD-FW|NWPLCY)'; ipset list -name; ls -d /opt/kube-router"
                            + " /etc/kubernetes/kube-router.conf /etc/systemd/system/kube-router.service 2>/dev/null;"
                            + " pgrep -x kube-router; true");
            assertEquals("", left, host);
        }
        String rights = lab.kubectl(master, "get clusterroles,clusterrolebindings -o name");
        assertTrue(rights.lines().noneMatch(right -> right.contains("kube-router")), rights);
        letEverybodyIn();
        lab.play("k8s-cluster").changedNothing();
    }

    private void areSwitchedOn() throws Exception {
        lab.setVariable("network_policies: kube-router");
        lab.play("k8s-cluster").ended(0);
        hold();
        lab.play("k8s-cluster").changedNothing();
    }

    private void everywhere(String command) throws Exception {
        for (String host : nodes) {
            lab.on(host, command);
        }
    }

    private List<String> pods(String app, String what) throws Exception {
        String found = lab.kubectl(
                master,
                "-n policies get pods -l app=" + app + " --field-selector status.phase=Running -o go-template="
                        + "'{{range .items}}{{if not .metadata.deletionTimestamp}}{{" + what + "}} {{end}}{{end}}'");
        return List.of(found.trim().split(" "));
    }

    private static List<String> questions(String verb, List<String> addresses) {
        return addresses.stream()
                .map(address -> address + " " + verb + SOON + address + ":8080/")
                .toList();
    }

    /** Of a pod, which fails with each that goes wrong. */
    @SafeVarargs
    private void ask(String pod, List<String>... questions) throws Exception {
        StringBuilder words = new StringBuilder();
        for (List<String> some : questions) {
            some.forEach(question -> words.append(" '").append(question).append('\''));
        }
        lab.kubectl(master, "-n policies exec " + pod + " -- /probe ask" + words);
    }
}
