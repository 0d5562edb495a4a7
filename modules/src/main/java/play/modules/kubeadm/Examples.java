package play.modules.kubeadm;

import play.module.ModuleSpec.Example;
import play.modules.kubernetes.ExampleServer;

/**
 * Hosts for examples: one with all that kubeadm needs, and for those that join also an API server of its own to join.
 * The address is one that only the host itself uses, since an API server can't be announced at 127.0.0.1.
 */
final class Examples {
    private static final String ADDRESS = "192.0.2.11";

    private static final String PROGRAMS = """
        - package: {name: [containerd, runc, conntrack, ethtool, iptables, nftables, socat]}
        - artifact: {name: kubeadm, dest: /usr/local/bin/kubeadm, mode: "0755"}
        - artifact: {name: kubelet, dest: /usr/local/bin/kubelet, mode: "0755"}
        - file: {path: /srv, state: directory}
        - artifact: {name: image-pause, dest: /srv/pause.tar}
        - systemd:
            name: kubelet
            enabled: true
            content: |
              [Unit]
              ConditionPathExists=/var/lib/kubelet/config.yaml
              [Service]
              EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
              ExecStart=/usr/local/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf \\
                --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml $KUBELET_KUBEADM_ARGS
              Restart=always
              RestartSec=2
              [Install]
              WantedBy=multi-user.target
        """;

    private static final String CRICTL = "- artifact: {name: crictl, dest: /usr/local/bin/crictl, mode: \"0755\"}\n";

    private static final String IMAGES = """
        - artifact: {name: image-etcd, dest: /srv/etcd.tar}
        - artifact: {name: image-kube-apiserver, dest: /srv/kube-apiserver.tar}
        - artifact: {name: image-kube-controller-manager, dest: /srv/kube-controller-manager.tar}
        - artifact: {name: image-kube-scheduler, dest: /srv/kube-scheduler.tar}
        """;

    private static final String SERVER = ExampleServer.tasks(ADDRESS)
            + "- artifact: {name: kube-controller-manager, dest: /usr/local/bin/kube-controller-manager, mode:"
            + " \"0755\"}\n";

    private static final String RUNTIME = """
        ip address add 192.0.2.11/24 dev lo
        sysctl -q -w net.ipv4.ip_forward=1
        mkdir -p /etc/containerd
        cat >/etc/containerd/config.toml <<'T'
        version = 2
        [plugins."io.containerd.grpc.v1.cri"]
        sandbox_image = "localhost/pause:1.0.0"
        restrict_oom_score_adj = true
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
        runtime_type = "io.containerd.runc.v2"
        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = true
        T
        systemctl restart containerd
        for image in /srv/*.tar; do ctr -n k8s.io images import "$image" >/dev/null; done
        """;

    /** Of a host whose images are imported, with cgroup v1 and with little room, as a machine that is shared has it. */
    private static final String KUBELET = """
        ---
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        failCgroupV1: false
        failSwapOn: false
        evictionHard: {memory.available: 100Mi}
        """;

    private static final String INIT = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: InitConfiguration
        localAPIEndpoint: {advertiseAddress: 192.0.2.11}
        nodeRegistration:
          name: example
          imagePullPolicy: Never
          ignorePreflightErrors: [SystemVerification, Mem, NumCPU, Swap]
        bootstrapTokens:
          - {token: abcdef.0123456789abcdef, ttl: 1h}
        ---
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: ClusterConfiguration
        kubernetesVersion: v1.36.4
        imageRepository: localhost
        controlPlaneEndpoint: 192.0.2.11:6443
        encryptionAlgorithm: ECDSA-P256
        etcd: {local: {dataDir: /var/tmp/example-etcd, imageTag: 3.6.14}}
        dns: {disabled: true}
        proxy: {disabled: true}
        """ + KUBELET;

    private static final String JOIN = """
        apiVersion: kubeadm.k8s.io/v1beta4
        kind: JoinConfiguration
        discovery:
          file: {kubeConfigPath: /root/discovery.conf}
          tlsBootstrapToken: abcdef.0123456789abcdef
        nodeRegistration:
          name: example
          imagePullPolicy: Never
          ignorePreflightErrors: [SystemVerification, Swap, FileAvailable--etc-kubernetes-pki-ca.crt]
        """;

    /** An API server whose cluster kubeadm has told what it tells a new one. */
    private static final String CLUSTER = ExampleServer.start(
                    "--authorization-mode=Node,RBAC --enable-bootstrap-token-auth --advertise-address=" + ADDRESS)
            + """
            systemd-run --quiet --unit=example-controllers /usr/local/bin/kube-controller-manager \\
              --kubeconfig=/root/admin.conf \\
              --cluster-signing-cert-file=/etc/example/ca.crt --cluster-signing-key-file=/etc/example/ca.key \\
              --root-ca-file=/etc/example/ca.crt --service-account-private-key-file=/etc/example/sa.key \\
              --use-service-account-credentials
            kubeadm init phase upload-config all --config /srv/init.yaml --kubeconfig /root/admin.conf >/dev/null
            kubeadm init phase bootstrap-token --config /srv/init.yaml --kubeconfig /root/admin.conf >/dev/null
            cat >/root/discovery.conf <<'T'
            apiVersion: v1
            kind: Config
            clusters:
            - name: example
              cluster: {server: "https://192.0.2.11:6443", certificate-authority: /etc/example/ca.crt}
            users: [{name: example, user: {token: abcdef.0123456789abcdef}}]
            contexts: [{name: example, context: {cluster: example, user: example}}]
            current-context: example
            T
            """;

    static final String INITIALISED = "kubeadm init --config /srv/init.yaml >/dev/null\n";
    static final String JOINED = file("/srv/join.yaml", JOIN) + "kubeadm join --config /srv/join.yaml >/dev/null\n";

    /** As init makes them, without a cluster. */
    static final String CERTIFICATES = """
        kubeadm init phase certs all --config /srv/init.yaml >/dev/null
        kubeadm init phase kubeconfig all --config /srv/init.yaml >/dev/null
        """;

    private static final String PROGRAM = """
        - artifact: {name: kubeadm, dest: /usr/local/bin/kubeadm, mode: "0755"}
        - file: {path: /srv, state: directory}
        """;

    private Examples() {}

    static Example certificates(String title, String then, String arguments) {
        return new Example(title, file("/srv/init.yaml", INIT) + then, arguments, PROGRAM);
    }

    static Example cluster(String title, String then, String arguments) {
        return new Example(
                title,
                RUNTIME + file("/srv/init.yaml", INIT) + INITIALISED + then,
                arguments,
                PROGRAMS + CRICTL + IMAGES);
    }

    static Example init(String title, String then) {
        return new Example(title, RUNTIME + file("/srv/init.yaml", INIT) + then, arguments(INIT), PROGRAMS + IMAGES);
    }

    static Example join(String title, String then) {
        return new Example(
                title, RUNTIME + file("/srv/init.yaml", INIT) + CLUSTER + then, arguments(JOIN), PROGRAMS + SERVER);
    }

    private static String file(String path, String text) {
        return "cat >" + path + " <<'T'\n" + text + "T\n";
    }

    private static String arguments(String config) {
        return "server: https://" + ADDRESS + ":6443\ncontent: |\n" + config.indent(2);
    }
}
