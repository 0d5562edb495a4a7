package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All CAs of a cluster give way to others, while a client reads and writes. */
final class CaRotation {
    private static final String PLAYBOOK = "rotate-ca";
    private static final String[] RESTART = {"-e", "pods=restart"};
    private static final List<String> BOTH = List.of(
            "kubernetes_cas: [ca-2, ca]",
            "etcd_cas: [etcd-ca-2, etcd-ca]",
            "front_proxy_cas: [front-proxy-ca-2, front-proxy-ca]");
    private static final List<String> NEW =
            List.of("kubernetes_cas: [ca-2]", "etcd_cas: [etcd-ca-2]", "front_proxy_cas: [front-proxy-ca-2]");

    /** Who issued what is on a host: certificates in files and kubeconfigs, CAs left out. */
    private static final String ISSUERS = "for f in $(find /etc/kubernetes /etc/etcd/pki /etc/kube-flannel"
            + " /var/lib/kubelet/pki -name '*.crt' -o -name '*.pem' -o -name '*.conf' 2>/dev/null); do case $f in"
            + " *ca.crt|*/signer-*) continue;; esac; { sed -n '/BEGIN CERT/,/END CERT/p' $f; sed -n"
            + " 's/^ *client-certificate-data: //p' $f | base64 -d; } | openssl x509 -noout -issuer 2>/dev/null;"
            + " done | sed 's/.*CN *= *//' | sort -u | paste -sd ' '";

    private final ClusterLab lab;
    private final List<String> masters;
    private final String master;
    private final Optional<String> address;
    private final Path folder;

    private CaRotation(ClusterLab lab, List<String> masters, Optional<String> address, Path folder) {
        this.lab = lab;
        this.masters = masters;
        this.master = masters.getFirst();
        this.address = address;
        this.folder = folder;
    }

    /** Where one API server is all there is, which nobody can reach while it is restarted. */
    static void of(ClusterLab lab, String master, Path folder) throws Exception {
        new CaRotation(lab, List.of(master), Optional.empty(), folder).rotate();
    }

    /**
     * Where others serve meanwhile: no request is lost.
     *
     * @param address of the load balancers
     */
    static void served(ClusterLab lab, List<String> masters, String address, Path folder) throws Exception {
        new CaRotation(lab, masters, Optional.of(address), folder).rotate();
    }

    private void rotate() throws Exception {
        person();
        lab.kubectl(master, "create deployment reader --image=localhost/probe:1.4.0 -- /probe serve -port 8080");
        isRefusedBeforeAnythingChanges();
        lab.on(master, "cp /etc/kubernetes/admin.conf /root/old.conf");
        serving(this::toTheNewCas);
        assertEquals("200", answer("/root/old.conf"));
        lab.play(PLAYBOOK).changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
        serving(this::withoutTheOldCas);
        assertEquals("401", answer("/root/old.conf"));
        lab.play(PLAYBOOK).changedNothing();
        lab.play("k8s-cluster").changedNothing();
        lab.play("verify").ended(0);
        System.out.println(lab.workload(master));
    }

    private void person() throws Exception {
        lab.play("kubeconfig", "-e", "user=jane", "-e", "kubeconfig=" + folder.resolve("jane.kubeconfig"))
                .ended(0);
    }

    private void isRefusedBeforeAnythingChanges() throws Exception {
        set(NEW);
        isRefused(lab.play(PLAYBOOK, RESTART), "keep the old name behind the new one");
        set(BOTH);
        isRefused(lab.play("k8s-cluster"), "Run playbooks/rotate-ca.yml");
        isRefused(lab.play("renew-certs"), "Run playbooks/rotate-ca.yml");
        isRefused(lab.play(PLAYBOOK, "-l", lab.hosts().getFirst()), "would not trust certificates of a new CA");
        isRefused(lab.play(PLAYBOOK, RESTART), "jane would lose access");
        isRefused(lab.play(PLAYBOOK, "-e", "abandon=jane"), "default Deployment reader");
    }

    private void toTheNewCas() throws Exception {
        lab.playKilledAt("Write the administrator's kubeconfig", PLAYBOOK, "--tags", "trust", "-e", "pods=restart");
        lab.play(PLAYBOOK, "--tags", "trust", "-e", "pods=restart").ended(0);
        eachIsOf("kubernetes-ca etcd-ca kubernetes-front-proxy-ca");
        person();
        lab.playKilledAt("Wait until the kubelet has a certificate of the new CA", PLAYBOOK, RESTART);
        lab.play(PLAYBOOK, RESTART).ended(0);
        eachIsOf("kubernetes-ca-2 etcd-ca-2 kubernetes-front-proxy-ca-2");
    }

    private void withoutTheOldCas() throws Exception {
        set(NEW);
        isRefused(lab.play("k8s-cluster"), "Run playbooks/rotate-ca.yml");
        Announced told = new Announced(lab.play(PLAYBOOK, "--check").ended(0).events());
        ClusterLab.Run run = lab.play(PLAYBOOK).ended(0);
        assertEquals(List.of(), told.differences(new Announced(run.events())));
        String trusted = lab.kubectl(
                master, "get configmap -n kube-system extension-apiserver-authentication -o jsonpath={.data}");
        assertEquals(3, trusted.split("BEGIN CERTIFICATE", -1).length, trusted);
    }

    private void set(List<String> lines) throws Exception {
        for (String line : lines) {
            lab.setVariable(line);
        }
    }

    private static void isRefused(ClusterLab.Run run, String why) {
        assertTrue(run.code() != 0 && run.printed().contains(why), run.printed());
        assertEquals(List.of(), new Announced(run.events()).changed(), run.printed());
    }

    /** What every host has is of these and no others. */
    private void eachIsOf(String wanted) throws Exception {
        for (String host : lab.hosts()) {
            for (String issuer : lab.on(host, ISSUERS).strip().split(" ", -1)) {
                assertTrue(issuer.isEmpty() || List.of(wanted.split(" ")).contains(issuer), host + ": " + issuer);
            }
        }
    }

    /** What the API server of the first host answers to whoever has that kubeconfig's certificate. */
    private String answer(String kubeconfig) throws Exception {
        String part = "{ sed -n 's/^ *client-%s-data: //p' " + kubeconfig + " | base64 -d; }";
        return lab.on(
                        master,
                        "umask 077; " + part.formatted("certificate") + " >/root/c; " + part.formatted("key")
                                + " >/root/k; curl -s -o /dev/null -w '%{http_code}' --cacert"
                                + " /etc/kubernetes/pki/ca.crt --cert /root/c --key /root/k https://"
                                + lab.address(master) + ":6443/api/v1/namespaces; rm /root/c /root/k")
                .strip();
    }

    @FunctionalInterface
    private interface Step {
        void take() throws Exception;
    }

    private void serving(Step step) throws Exception {
        if (address.isEmpty()) {
            step.take();
            return;
        }
        SteadyClient client = SteadyClient.of(lab, master, address.get());
        step.take();
        SteadyClient.Answers answers = client.stop();
        System.out.println("CAs are rotated on " + masters + "; answers to a client: " + answers);
        assertEquals(List.of(), answers.others());
    }
}
