package play.modules.ceph;

import play.param.Doc;
import play.param.Matches;

/** A monitor and where it is found. */
public record Monitor(
        @Doc("The monitor's name, by custom its host's.")
        @Matches(value = CephNames.DAEMON, expected = CephNames.DAEMON_EXPECTED)
        String name,

        @Doc("Its address, in public_network.")
        @Matches(value = CephNames.ADDRESS, expected = CephNames.ADDRESS_EXPECTED)
        String address) {}
