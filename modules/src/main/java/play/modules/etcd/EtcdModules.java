package play.modules.etcd;

import java.util.List;
import play.module.ModuleSet;
import play.module.Producer;
import play.module.TaskModule;

/** The modules of etcd. */
public final class EtcdModules implements ModuleSet {
  @Override
  public List<TaskModule<?>> modules() {
    return List.of(
        new EtcdctlGetModule(),
        new EtcdctlHealthModule(),
        new EtcdctlMemberListModule(),
        new EtcdctlModule(),
        new EtcdctlSnapshotModule());
  }

  @Override
  public List<Producer<?>> producers() {
    return List.of();
  }
}
