package play.inventory;

import java.util.Map;

/**
 * What the folders {@code group_vars} and {@code host_vars} beside an inventory or a playbook say, by group and by
 * host.
 *
 * @param complete whether all of their files could be read
 */
public record FolderVars(Map<String, HostVars> groups, Map<String, HostVars> hosts, boolean complete) {
    public static final FolderVars NONE = new FolderVars(Map.of(), Map.of(), true);

    public FolderVars {
        groups = Map.copyOf(groups);
        hosts = Map.copyOf(hosts);
    }

    public HostVars group(String name) {
        return groups.getOrDefault(name, HostVars.NONE);
    }

    public HostVars host(String name) {
        return hosts.getOrDefault(name, HostVars.NONE);
    }
}
