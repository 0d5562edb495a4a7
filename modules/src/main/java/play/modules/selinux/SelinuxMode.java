package play.modules.selinux;

import play.host.HostState;
import play.host.StateKey;

/** What SELinux does on a host, as its kernel says. */
public enum SelinuxMode implements HostState {
    /** It refuses what its policy does not allow. */
    ENFORCING,
    /** It notes what its policy does not allow. */
    PERMISSIVE,
    /** The kernel has none, or was started without. */
    OFF;

    /** The one mode of a host. */
    public static final StateKey<SelinuxMode> KEY = new SelinuxModes().key("self");

    @Override
    public boolean present() {
        return this != OFF;
    }
}
