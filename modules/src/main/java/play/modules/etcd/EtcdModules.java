package play.modules.etcd;

import java.util.List;
import play.module.ModuleSet;
import play.module.TaskModule;

/** The modules of etcd. */
public final class EtcdModules implements ModuleSet {
    @Override
    public List<TaskModule<?>> modules() {
        return List.of(
                new EtcdctlAlarmDisarmModule(),
                new EtcdctlAlarmListModule(),
                new EtcdctlAuthModule(),
                new EtcdctlDefragModule(),
                new EtcdctlEncryptionModule(),
                new EtcdctlGetModule(),
                new EtcdctlHashkvModule(),
                new EtcdctlHealthModule(),
                new EtcdctlMemberAddModule(),
                new EtcdctlMemberListModule(),
                new EtcdctlMemberPromoteModule(),
                new EtcdctlMemberRemoveModule(),
                new EtcdctlMoveLeaderModule(),
                new EtcdctlRoleModule(),
                new EtcdctlModule(),
                new EtcdctlSnapshotModule(),
                new EtcdctlUserModule(),
                new EtcdutlSnapshotRestoreModule(),
                new EtcdutlSnapshotStatusModule(),
                new EtcdutlSnapshotTrialModule());
    }
}
