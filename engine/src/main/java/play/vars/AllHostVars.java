package play.vars;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import play.expression.ExpressionException;
import play.expression.LazyMap;
import play.expression.Scope;
import play.expression.UncheckedExpressionException;
import play.playbook.Step;

/**
 * {@code hostvars}: the variables of every host of the inventory, evaluated when they are asked for. The implicit
 * localhost is among them when it is asked for by name, as in Ansible, and not when all are listed. Used by one thread,
 * which sees each variable evaluated once.
 */
final class AllHostVars extends AbstractMap<String, @Nullable Object> implements LazyMap {
    private final Variables variables;
    private final Map<String, OneHost> known = new HashMap<>();

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

    private OneHost oneHost(String host) {
        return new OneHost(variables.scope(host, Step.Context.NONE, Map.of()));
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

    /** The variables of one host. */
    private static final class OneHost extends AbstractMap<String, @Nullable Object> implements LazyMap {
        /** As in Ansible; with the variables of all hosts inside those of one, there would be no end. */
        private static final Set<String> LEFT_OUT = Set.of("hostvars", "omit");

        private final HostScope scope;

        OneHost(HostScope scope) {
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
            if (LEFT_OUT.contains(name)) {
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

    /** Entries whose values are made when they are reached. */
    private static final class LazyEntries extends AbstractSet<Map.Entry<String, @Nullable Object>> {
        private final Set<String> keys;
        private final Function<String, @Nullable Object> values;

        LazyEntries(Set<String> keys, Function<String, @Nullable Object> values) {
            this.keys = keys;
            this.values = values;
        }

        @Override
        public Iterator<Map.Entry<String, @Nullable Object>> iterator() {
            return keys.stream()
                    .<Map.Entry<String, @Nullable Object>>map(
                            key -> new AbstractMap.SimpleImmutableEntry<>(key, values.apply(key)))
                    .iterator();
        }

        @Override
        public int size() {
            return keys.size();
        }
    }
}
