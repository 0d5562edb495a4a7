package play.modules.system;

import play.host.HostState;
import play.host.StateKey;

/**
 * What a host calls itself.
 *
 * @param running what the kernel says
 * @param atBoot what {@code /etc/hostname} holds, without its end of line; empty where there is none
 */
public record HostNameState(String running, String atBoot) implements HostState {
    /** The one name of a host. */
    public static final StateKey<HostNameState> KEY = new HostNames().key("self");

    @Override
    public boolean present() {
        return true;
    }
}
