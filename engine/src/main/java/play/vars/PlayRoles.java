package play.vars;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.playbook.Role;
import play.playbook.RoleUse;
import play.playbook.Vars;

/** What the roles of a play say to all of it, put together once for all hosts and names. Immutable. */
final class PlayRoles {
    private final List<RoleUse> every;
    private final Map<String, List<Vars.Var>> vars;
    private final Map<String, List<Vars.Var>> defaults;

    /** {@code roles} in order; each brings what it depends on before itself. */
    PlayRoles(List<RoleUse> roles) {
        Set<RoleUse> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<RoleUse> inOrder = new ArrayList<>();
        for (RoleUse use : roles) {
            use.allDependencies().stream().filter(seen::add).forEach(inOrder::add);
            if (seen.add(use)) {
                inOrder.add(use);
            }
        }
        this.every = List.copyOf(inOrder);
        this.vars = byName(Role::vars);
        this.defaults = byName(Role::defaults);
    }

    private Map<String, List<Vars.Var>> byName(Function<Role, Vars> part) {
        Map<String, List<Vars.Var>> all = new LinkedHashMap<>();
        for (RoleUse use : every.reversed()) {
            part.apply(use.role())
                    .all()
                    .forEach((name, var) ->
                            all.computeIfAbsent(name, any -> new ArrayList<>()).add(var));
        }
        return all;
    }

    /** All roles, each dependency before what needs it. */
    List<RoleUse> every() {
        return every;
    }

    /** What their variables say of a name, the winning one first. */
    List<Vars.Var> vars(String name) {
        return said(vars, name);
    }

    /** What their defaults say of a name, the winning one first. */
    List<Vars.Var> defaults(String name) {
        return said(defaults, name);
    }

    private static List<Vars.Var> said(Map<String, List<Vars.Var>> all, String name) {
        @Nullable List<Vars.Var> found = all.get(name);
        return found == null ? List.of() : Collections.unmodifiableList(found);
    }
}
