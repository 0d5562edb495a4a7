package play.vars;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.LazyMap;
import play.expression.Scope;
import play.expression.UncheckedExpressionException;

/** The variables of a scope as a mapping: {@code vars}, and those of one host in {@code hostvars}. */
final class ScopeVars extends AbstractMap<String, @Nullable Object> implements LazyMap {
    /** As in Ansible; with all variables inside themselves there would be no end. */
    private static final Set<String> LEFT_OUT = Set.of("_task", "hostvars", "omit", "vars");

    private final HostScope scope;

    ScopeVars(HostScope scope) {
        this.scope = scope;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String key && find(key) instanceof Scope.Binding.Found;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String key && find(key) instanceof Scope.Binding.Found(Object value) ? value : null;
    }

    private Scope.Binding find(String name) {
        if (scope.isUsual(name) || LEFT_OUT.contains(name)) {
            return new Scope.Binding.Missing();
        }
        try {
            return scope.find(name);
        } catch (ExpressionException e) {
            throw new UncheckedExpressionException(e);
        }
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
        Set<String> names = new TreeSet<>(scope.names());
        names.removeAll(LEFT_OUT);
        return names;
    }
}
