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
 * @param call by which it is the same as another use
 * @param repeats whether its tasks run again on hosts that have been through the same use of it
 */
public record RoleUse(
        Role role,
        Vars params,
        Vars vars,
        List<RoleUse> dependencies,
        Optional<RoleUse> parent,
        RoleCall call,
        boolean repeats,
        Span span) {
    public RoleUse {
        dependencies = List.copyOf(dependencies);
    }

    public RoleUse dependingOn(List<RoleUse> others) {
        return new RoleUse(role, params, vars, others, parent, call, repeats, span);
    }

    /** The same for an item of the loop of an include. */
    public RoleUse with(Vars items) {
        return new RoleUse(role, params, vars, dependencies, parent, call.with(items), repeats, span);
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
