package play.vars;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import play.playbook.Play;
import play.playbook.RoleUse;
import play.playbook.Vars;

/**
 * What a play brings.
 *
 * @param name as written
 * @param vars of its key {@code vars}, and what was asked for by {@code vars_prompt}
 * @param files of {@code vars_files}, in order
 * @param ofHosts the same for each host, where names of files depend on it
 * @param roles whose defaults and variables all of the play sees, in order, dependencies first
 * @param hosts all that the play is for, {@code batch} those under way; whether or not they still take part
 */
public record PlayVars(
        String name,
        Vars vars,
        Vars files,
        Map<String, Vars> ofHosts,
        List<RoleUse> roles,
        List<String> hosts,
        List<String> batch,
        Path folder) {
    /** Before there is a play. */
    static final PlayVars NONE =
            new PlayVars("", Vars.NONE, Vars.NONE, Map.of(), List.of(), List.of(), List.of(), Path.of("."));

    /** With the same files for all hosts. */
    public static PlayVars of(Play play, List<String> hosts, List<String> batch) {
        return new PlayVars(
                play.name().shown(),
                play.vars(),
                play.loadedFiles(),
                Map.of(),
                play.roles(),
                hosts,
                batch,
                play.folder());
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
        return new PlayVars(name, vars, files, filesOfHosts, roles, hosts, batch, folder);
    }

    public PlayVars with(List<String> newBatch) {
        return new PlayVars(name, vars, files, ofHosts, roles, hosts, newBatch, folder);
    }

    /** With another folder of the playbook. */
    PlayVars in(Path other) {
        return new PlayVars(name, vars, files, ofHosts, roles, hosts, batch, other);
    }

    /** With a role that came in while the play ran. */
    public PlayVars and(RoleUse role) {
        List<RoleUse> more = new ArrayList<>(roles);
        more.add(role);
        return new PlayVars(name, vars, files, ofHosts, more, hosts, batch, folder);
    }
}
