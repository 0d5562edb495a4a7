package play.vars;

import java.util.ArrayList;
import java.util.List;
import play.playbook.RoleUse;
import play.playbook.Vars;

/**
 * What a use of a role and those that called it say to its own steps, innermost first; of each what it depends on last.
 *
 * @param params written beside the names of roles
 */
record RoleLayers(List<Vars> params, List<Vars> vars, List<Vars> defaults) {
    static final RoleLayers NONE = new RoleLayers(List.of(), List.of(), List.of());

    static RoleLayers of(RoleUse use) {
        List<Vars> params = new ArrayList<>();
        List<Vars> vars = new ArrayList<>();
        List<Vars> defaults = new ArrayList<>();
        for (RoleUse link : use.chain().reversed()) {
            params.add(link.params());
            vars.add(link.vars());
            vars.add(link.role().vars());
            defaults.add(link.role().defaults());
            for (RoleUse dependency : link.allDependencies().reversed()) {
                vars.add(dependency.role().vars());
                defaults.add(dependency.role().defaults());
            }
        }
        return new RoleLayers(filled(params), filled(vars), filled(defaults));
    }

    private static List<Vars> filled(List<Vars> all) {
        return all.stream().filter(vars -> !vars.isEmpty()).toList();
    }
}
