package play.modules.ceph;

import java.time.Duration;
import java.util.Optional;
import play.param.Default;
import play.param.Doc;
import play.param.HostPath;
import play.param.Matches;

/**
 * A device and the cluster whose OSD it carries or is to carry: parameters that modules about devices have in common.
 */
public record OsdAccess(
        @Doc("The block device, best by a name that lasts, below /dev/disk/by-id.")
        @Matches(value = "/dev/[A-Za-z0-9_.:+@/-]+", expected = "a path below /dev")
        String device,

        @Doc("Id of the cluster.") @Matches(value = CephNames.FSID, expected = CephNames.FSID_EXPECTED)
        String fsid,

        @Doc("Keyring of client.bootstrap-osd, a path on the host.")
        @HostPath
        @Default("/var/lib/ceph/bootstrap-osd/ceph.keyring")
        String keyring,

        @Doc("The configuration, a path on the host.") @HostPath @Default("/etc/ceph/ceph.conf")
        String conf,

        @Doc("How long to look for a quorum.") @Default("5s")
        Duration timeout) {

    CephClient client() {
        return new CephClient(fsid, "client.bootstrap-osd", Optional.of(keyring), conf, timeout);
    }
}
