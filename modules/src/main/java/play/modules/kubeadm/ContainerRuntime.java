package play.modules.kubeadm;

import play.host.ShellWords;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;

/** How the containers of static pods are reached. */
public record ContainerRuntime(
        @Doc("The crictl program on the host.") @HostPath @Default("/usr/local/bin/crictl")
        String crictl,

        @Doc("Socket of the container runtime on the host.") @HostPath @Default("/run/containerd/containerd.sock")
        String socket) {

    /**
     * Shell functions: {@code ctl} asks the runtime, {@code running} prints the containers of a pod that run, the
     * newest first.
     *
     * @param pod of the kubelet's own, in namespace kube-system
     */
    String functions(String pod) {
        String ctl = ShellWords.quote(crictl) + " --runtime-endpoint " + ShellWords.quote("unix://" + socket)
                + " --timeout 60s";
        return "export LC_ALL=C\nctl() { " + ctl + " \"$@\"; }\nrunning() { ctl ps -q --state Running --name '^" + pod
                + "$' --label io.kubernetes.pod.namespace=kube-system; }\nrunning >/dev/null || exit 1\n";
    }
}
