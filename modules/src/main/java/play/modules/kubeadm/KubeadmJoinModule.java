package play.modules.kubeadm;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Inline;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** A host that becomes a node of a cluster which runs. */
public final class KubeadmJoinModule implements Resource<KubeadmJoinModule.Params> {
  public record Params(@Inline KubeadmRun run) {}

  private static final KubeadmRun.Work WORK = new KubeadmRun.Work("join", KubeadmHost.Role.NODE, List.of("/etc/kubernetes/kubelet.conf"), List.of());

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "kubeadm_join",
          "Makes a host a node of a cluster by kubeadm, once: a node that has its certificate needs no token any more.",
          Params.class,
          Examples.join("absent", ""),
          Examples.join("drifted: the authority is known there", "install -D -m 0644 /etc/example/ca.crt /etc/kubernetes/pki/ca.crt\n"),
          Examples.join("right", Examples.JOINED));

  @Override
  public ModuleSpec<Params> spec() {
    return SPEC;
  }

  @Override
  public List<StateKey<?>> probes(Params params) {
    return params.run().probes(WORK.verb());
  }

  @Override
  public Plan plan(Params params, Knowledge known) {
    return params.run().plan(WORK, known);
  }
}
