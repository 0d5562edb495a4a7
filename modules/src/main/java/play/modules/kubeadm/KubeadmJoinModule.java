package play.modules.kubeadm;

import java.util.List;
import play.module.ModuleSpec;

/** A host that becomes a node of a cluster which runs. */
public final class KubeadmJoinModule implements KubeadmModule {
    private static final KubeadmRun.Work WORK =
            new KubeadmRun.Work("join", KubeadmHost.Role.NODE, List.of("/etc/kubernetes/kubelet.conf"), List.of());

    private static final ModuleSpec<KubeadmRun> SPEC = ModuleSpec.of(
            "kubeadm_join",
            "Makes a host a node of a cluster by kubeadm, once: a node that has its certificate needs no token any"
                    + " more.",
            KubeadmRun.class,
            Examples.join("absent", ""),
            Examples.join(
                    "drifted: the CA is known there",
                    "install -D -m 0644 /etc/example/ca.crt /etc/kubernetes/pki/ca.crt\n"),
            Examples.join("right", Examples.JOINED));

    @Override
    public ModuleSpec<KubeadmRun> spec() {
        return SPEC;
    }

    @Override
    public KubeadmRun.Work work() {
        return WORK;
    }
}
