package play.modules.kubernetes;

/** An API server that an example's host has for itself, with an etcd. */
public final class ExampleServer {
    /** kubectl as its administrator. */
    static final String CTL = "/usr/local/bin/kubectl --kubeconfig /root/admin.conf ";

    private static final String PREPARED = """
        - file: {path: /etc/example, state: directory}
        - artifact: {name: etcd, dest: /usr/local/bin/etcd, mode: "0755"}
        - artifact: {name: kube-apiserver, dest: /usr/local/bin/kube-apiserver, mode: "0755"}
        - artifact: {name: kubectl, dest: /usr/local/bin/kubectl, mode: "0755"}
        - certgen_ca:
            name: example-ca
            cluster: example
            cert_dest: /etc/example/ca.crt
            key_dest: /etc/example/ca.key
        - certgen_keypair:
            name: example-sa
            cluster: example
            key_dest: /etc/example/sa.key
            public_dest: /etc/example/sa.pub
        - certgen:
            name: example-apiserver
            cluster: example
            issuer: example-ca
            cn: kube-apiserver
            san: [ADDRESS]
            usage: server
            cert_dest: /etc/example/apiserver.crt
            key_dest: /etc/example/apiserver.key
        - kubeconfig:
            dest: /root/admin.conf
            name: example-admin
            cluster: example
            issuer: example-ca
            cn: admin
            o: ['system:masters']
            server: https://ADDRESS:6443
        """;

    private static final String START = """
        systemd-run --quiet --unit=example-etcd --property=Type=notify \\
          /usr/local/bin/etcd --data-dir=/var/tmp/example-etcd
        systemd-run --quiet --unit=example-apiserver --property=Type=notify /usr/local/bin/kube-apiserver \\
          --etcd-servers=http://127.0.0.1:2379 --client-ca-file=/etc/example/ca.crt OPTIONS \\
          --tls-cert-file=/etc/example/apiserver.crt --tls-private-key-file=/etc/example/apiserver.key \\
          --service-account-issuer=https://example --service-account-key-file=/etc/example/sa.pub \\
          --service-account-signing-key-file=/etc/example/sa.key --service-cluster-ip-range=10.254.0.0/16
        for i in $(seq 60); do
          CTL get --raw /readyz >/dev/null 2>&1 && break
          sleep 1
        done
        """;

    private ExampleServer() {}

    /**
     * Tasks that bring its programs, certificates and the administrator's access.
     *
     * @param address where it is asked
     */
    public static String tasks(String address) {
        return PREPARED.replace("ADDRESS", address);
    }

    /**
     * A script that starts it and waits until it serves.
     *
     * @param options of kube-apiserver, beside those about its certificates and its store
     */
    public static String start(String options) {
        return START.replace("OPTIONS", options).replace("CTL ", CTL);
    }
}
