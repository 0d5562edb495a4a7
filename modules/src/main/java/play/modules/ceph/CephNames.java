package play.modules.ceph;

import java.util.Optional;

/** How things of Ceph are spelled: patterns for parameters, with what to tell the user. */
final class CephNames {
    static final String FSID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    static final String FSID_EXPECTED = "a UUID in lower case, such as uuidgen prints";

    static final String DAEMON = "[A-Za-z0-9][A-Za-z0-9_.-]*";
    static final String DAEMON_EXPECTED = "a name such as the host's";

    static final String ENTITY = "mon\\.|(client|mgr|osd|mds)\\.[A-Za-z0-9][A-Za-z0-9_.-]*";
    static final String ENTITY_EXPECTED = "a type and a name: client.kube, mgr.a";

    static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
    static final String ADDRESS_EXPECTED = "an IPv4 address";

    private CephNames() {}

    /** Both addresses of a monitor, as ceph.conf and monmaptool take them: messenger 2, then messenger 1. */
    static String endpoints(String address) {
        return "[v2:" + address + ":3300,v1:" + address + ":6789]";
    }

    /** Why a monitor can't be found at this address. */
    static Optional<String> refusesAddress(Monitor monitor) {
        return monitor.address().startsWith("127.")
                ? Optional.of(monitor.name() + " has the address " + monitor.address()
                        + ", at which no other host finds it; does the host's name lead there in /etc/hosts?")
                : Optional.empty();
    }
}
