package play.modules.helm;

import java.util.List;
import java.util.Optional;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/**
 * Which release is meant, and how Helm on the host reaches its cluster: parameters that the modules of Helm have in
 * common.
 */
public record HelmAccess(
        @Doc("Name of the release.")
        @Alias("release_name")
        @Matches(value = "[a-z0-9]([a-z0-9.-]{0,51}[a-z0-9])?", expected = "a release's name, 53 characters at most")
        String name,

        @Doc("Namespace of the release.")
        @Alias("namespace")
        @Matches(value = "[a-z0-9-]{1,63}", expected = "a namespace's name")
        @Default("default")
        String releaseNamespace,

        @Doc("The kubeconfig, a path on the host.") @Alias("kubeconfig_path") @HostPath
        String kubeconfig,

        @Doc("The helm program on the host.") @HostPath @Default("/usr/local/bin/helm")
        String binaryPath,

        @Doc("Name of the cluster. Tasks that name the same see the same releases in a dry run, whichever"
                + " kubeconfig they use.")
        Optional<String> cluster) {
    /** As Ansible groups the modules that take these parameters. */
    static final List<String> GROUPS = List.of("helm", "kubernetes.core.helm");

    HelmClient client() {
        return new HelmClient(cluster, binaryPath, kubeconfig, releaseNamespace);
    }
}
