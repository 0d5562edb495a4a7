package play.modules.ceph;

import play.module.Doc;
import play.module.Matches;

/** A monitor and where it is found. */
public record Monitor(
        @Doc("The monitor's name, by custom its host's.")
        @Matches(value = CephNames.DAEMON, expected = CephNames.DAEMON_EXPECTED)
        String name,

        @Doc("Its address, in public_network.")
        @Matches(value = CephNames.ADDRESS, expected = CephNames.ADDRESS_EXPECTED)
        String address) {}
