package play.vars;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import play.playbook.RoleUse;
import play.playbook.Vars;

/**
 * What a play brings.
 *
 * @param vars of its key {@code vars}, and what was asked for by {@code vars_prompt}
 * @param files of {@code vars_files}, in order
 * @param ofHosts the same for each host, where names of files depend on it
 * @param roles whose defaults and variables all of the play sees, in order, dependencies first
 * @param hosts all that the play is for, {@code batch} those under way; whether or not they still take part
 */
public record PlayVars(
        Vars vars,
        Vars files,
        Map<String, Vars> ofHosts,
        List<RoleUse> roles,
        List<String> hosts,
        List<String> batch,
        Path folder) {
    /** With the same files for all hosts. */
    public PlayVars(Vars vars, Vars files, List<RoleUse> roles, List<String> hosts, List<String> batch, Path folder) {
        this(vars, files, Map.of(), roles, hosts, batch, folder);
    }

    public PlayVars {
        ofHosts = Map.copyOf(ofHosts);
        roles = List.copyOf(roles);
        hosts = List.copyOf(hosts);
        batch = List.copyOf(batch);
    }

    /** What files bring to a host. */
    Vars filesOf(String host) {
        return ofHosts.getOrDefault(host, files);
    }

    /** With other files for each host; a host that is not among them has those of all. */
    public PlayVars with(Map<String, Vars> filesOfHosts) {
        return new PlayVars(vars, files, filesOfHosts, roles, hosts, batch, folder);
    }

    public PlayVars with(List<String> newBatch) {
        return new PlayVars(vars, files, ofHosts, roles, hosts, newBatch, folder);
    }

    /** With a role that came in while the play ran. */
    public PlayVars and(RoleUse role) {
        List<RoleUse> more = new java.util.ArrayList<>(roles);
        more.add(role);
        return new PlayVars(vars, files, ofHosts, more, hosts, batch, folder);
    }
}
