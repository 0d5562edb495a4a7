package play.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.source.Span;

/**
 * A role as a play, a task or another role calls it.
 *
 * @param params written beside the role's name
 * @param vars of its key {@code vars}
 * @param dependencies of its meta file, in order
 * @param parent the role that depends on it or imports it
 * @param shared whether its defaults and variables are seen by the whole play
 */
public record RoleUse(
        Role role,
        Vars params,
        Vars vars,
        List<RoleUse> dependencies,
        Optional<RoleUse> parent,
        boolean shared,
        Span span) {
    public RoleUse {
        dependencies = List.copyOf(dependencies);
    }

    /** Those it was called by, outermost first, and itself. */
    public List<RoleUse> chain() {
        List<RoleUse> chain = new ArrayList<>(parent.map(RoleUse::chain).orElse(List.of()));
        chain.add(this);
        return chain;
    }

    /** All it depends on, in depth, each before what needs it. */
    public List<RoleUse> allDependencies() {
        List<RoleUse> all = new ArrayList<>();
        for (RoleUse dependency : dependencies) {
            all.addAll(dependency.allDependencies());
            all.add(dependency);
        }
        return all;
    }
}
