package play.modules.kubeadm;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Inline;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** The first host of a cluster: its control plane as static pods, and its kubelet. */
public final class KubeadmInitModule implements Resource<KubeadmInitModule.Params> {
  public record Params(@Inline KubeadmRun run) {}

  private static final KubeadmRun.Work WORK =
      new KubeadmRun.Work(
          "init",
          KubeadmHost.Role.CONTROL_PLANE,
          List.of(
              "/etc/kubernetes/admin.conf", "/etc/kubernetes/controller-manager.conf", "/etc/kubernetes/kubelet.conf", "/etc/kubernetes/scheduler.conf",
              "/etc/kubernetes/super-admin.conf"));

  private static final ModuleSpec<Params> SPEC =
      ModuleSpec.of(
          "kubeadm_init",
          "Makes a host the first of a cluster by kubeadm. A host that is so already is left alone: later changes are for `kubeadm upgrade`.",
          Params.class,
          Examples.init("absent", ""),
          Examples.init("drifted: authorities are there, which it takes", "kubeadm init phase certs ca >/dev/null\n"),
          Examples.init("right", Examples.INITIALISED));

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
