package play.modules.kubernetes;

import play.module.ModuleSpec.Example;

/** An API server of its own for examples, and what they share. */
final class Examples {
  static final String ARGUMENTS =
      """
      kubeconfig: /root/admin.conf
      definition:
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: example, namespace: default}
        data: {a: '1'}
      force_conflicts: true
      """;

  static final String SERVER =
      """
      - file: {path: /etc/example, state: directory}
      - artifact: {name: etcd, dest: /usr/local/bin/etcd}
      - artifact: {name: kube-apiserver, dest: /usr/local/bin/kube-apiserver}
      - artifact: {name: kubectl, dest: /usr/local/bin/kubectl}
      - certgen_ca: {name: example-ca, cluster: example, cert_dest: /etc/example/ca.crt}
      - certgen_keypair: {name: example-sa, cluster: example, key_dest: /etc/example/sa.key, public_dest: /etc/example/sa.pub}
      - certgen:
          name: example-apiserver
          cluster: example
          issuer: example-ca
          cn: kube-apiserver
          san: [127.0.0.1]
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
          server: https://127.0.0.1:6443
      """;

  private static final String START =
      """
      systemd-run --quiet --unit=example-etcd --property=Type=notify /usr/local/bin/etcd --data-dir=/var/tmp/example-etcd
      systemd-run --quiet --unit=example-apiserver --property=Type=notify /usr/local/bin/kube-apiserver \
        --etcd-servers=http://127.0.0.1:2379 --client-ca-file=/etc/example/ca.crt --authorization-mode=RBAC \
        --tls-cert-file=/etc/example/apiserver.crt --tls-private-key-file=/etc/example/apiserver.key \
        --service-account-issuer=https://example --service-account-key-file=/etc/example/sa.pub \
        --service-account-signing-key-file=/etc/example/sa.key --service-cluster-ip-range=10.254.0.0/16
      for i in $(seq 60); do
        /usr/local/bin/kubectl --kubeconfig /root/admin.conf get --raw /readyz >/dev/null 2>&1 && break
        sleep 1
      done
      """;

  static final String CTL = "/usr/local/bin/kubectl --kubeconfig /root/admin.conf ";

  private static final String NODE =
      "printf '%s' '{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"example\"}}' | " + CTL + "create -f -\n";

  private Examples() {}

  /** With a node that no kubelet stands for. */
  static Example node(String title, String then, String arguments) {
    return with(title, NODE + then, arguments + "kubeconfig: /root/admin.conf\n");
  }

  /** Once the server serves, {@code then} is run. */
  static Example with(String title, String then, String arguments) {
    return new Example(title, START + then, arguments, SERVER);
  }

  /** With more that is made before. */
  static Example served(String title, String then, String arguments, String setup) {
    return new Example(title, START + then, arguments, SERVER + setup);
  }

  /** Once the server serves, {@code then} is run. */
  static Example of(String title, String then) {
    return with(title, then, ARGUMENTS);
  }
}
