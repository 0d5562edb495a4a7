package play.vars;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.LazyMap;

/**
 * {@code hostvars}: the variables of every host of the inventory, evaluated when they are asked for. The implicit
 * localhost is among them when it is asked for by name, as in Ansible, and not when all are listed. Used by one thread,
 * which sees each variable evaluated once.
 */
final class AllHostVars extends AbstractMap<String, @Nullable Object> implements LazyMap {
    private final Variables variables;
    private final Map<String, ScopeVars> known = new HashMap<>();

    AllHostVars(Variables variables) {
        this.variables = variables;
    }

    @Override
    public boolean containsKey(@Nullable Object host) {
        return host instanceof String name
                && (variables.sources().inventory().hosts().containsKey(name)
                        || variables.sources().inventory().isImplicit(name));
    }

    @Override
    public @Nullable Object get(@Nullable Object host) {
        return host instanceof String name && containsKey(name) ? known.computeIfAbsent(name, this::oneHost) : null;
    }

    private ScopeVars oneHost(String host) {
        return new ScopeVars(variables.scopeForOthers(host));
    }

    @Override
    public Set<Map.Entry<String, @Nullable Object>> entrySet() {
        return new LazyEntries(names(), this::get);
    }

    @Override
    public Set<String> keySet() {
        return names();
    }

    @Override
    public Set<String> names() {
        return variables.sources().inventory().hosts().keySet();
    }
}
