package play.modules.kubernetes;

import java.util.List;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** How kubectl on the host reaches a cluster: parameters that modules of Kubernetes have in common. */
public record KubeAccess(
        @Doc("The kubeconfig, a path on the host.") @HostPath
        String kubeconfig,

        @Doc("The kubectl program on the host.") @HostPath @Default("/usr/local/bin/kubectl")
        String kubectl,

        @Doc("Name of the cluster. Tasks that name the same see the same objects in a dry run, whichever kubeconfig"
                + " they use.")
        Optional<String> cluster) {
    /** As Ansible groups the modules that take these parameters. */
    static final List<String> GROUPS = List.of("k8s", "kubernetes.core.k8s");

    KubeClient client(Optional<String> namespace) {
        return new KubeClient(cluster, kubectl, Optional.of(kubeconfig), Optional.empty(), Optional.empty(), namespace);
    }

    KubeClient client() {
        return client(Optional.empty());
    }
}
