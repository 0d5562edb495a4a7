package play.vars;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import play.playbook.Vars;

/** What hosts gain while a run goes on, and keep until it ends. Safe for use by the threads of different hosts. */
public final class RunVariables {
    /** What facts that every host has begin with as variables. */
    static final String FACT = "ansible_";

    /** By the names of their variables. */
    private final Map<String, Map<String, Entry>> facts = new ConcurrentHashMap<>();

    private final Map<String, Map<String, Entry>> set = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Entry>> included = new ConcurrentHashMap<>();

    /** {@code set_fact} and {@code register}. */
    public void set(String host, Map<String, ? extends @Nullable Object> values) {
        if (!values.isEmpty()) {
            set.merge(host, fixed(values), RunVariables::joined);
        }
    }

    /** The host has no longer what was set or registered under a name. */
    public void forget(String host, String name) {
        set.computeIfPresent(host, (key, old) -> {
            Map<String, Entry> left = new LinkedHashMap<>(old);
            left.remove(name);
            return Collections.unmodifiableMap(left);
        });
    }

    /** A name that a host has had set or registered, given to others as it is. */
    public void share(String from, String to, String name) {
        Map<String, Entry> own = setOf(from);
        if (own.containsKey(name)) {
            set.merge(to, Map.of(name, own.get(name)), RunVariables::joined);
        } else {
            forget(to, name);
        }
    }

    /** What was read of a host, under names without the prefix {@code ansible_}. */
    public void facts(String host, Map<String, ? extends @Nullable Object> values) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        values.forEach((name, value) -> variables.put(FACT + name, value));
        found(host, variables);
    }

    /** What a task found out about a host, under the names of its variables. */
    public void found(String host, Map<String, ? extends @Nullable Object> values) {
        if (!values.isEmpty()) {
            facts.merge(host, fixed(values), RunVariables::joined);
        }
    }

    /** Nothing was found out about a host. */
    public void clearFacts(String host) {
        facts.remove(host);
    }

    /** {@code include_vars}; templates are evaluated when they are read. */
    public void include(String host, Vars vars) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        vars.all().forEach((name, var) -> entries.put(name, Entry.of(var)));
        included.merge(host, entries, RunVariables::joined);
    }

    private static Map<String, Entry> fixed(Map<String, ? extends @Nullable Object> values) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        values.forEach((name, value) -> entries.put(name, new Entry.Fixed(value)));
        return Collections.unmodifiableMap(entries);
    }

    private static Map<String, Entry> joined(Map<String, Entry> old, Map<String, Entry> fresh) {
        Map<String, Entry> both = new LinkedHashMap<>(old);
        both.putAll(fresh);
        return Collections.unmodifiableMap(both);
    }

    Map<String, Entry> factsOf(String host) {
        return facts.getOrDefault(host, Map.of());
    }

    Map<String, Entry> setOf(String host) {
        return set.getOrDefault(host, Map.of());
    }

    Map<String, Entry> includedOf(String host) {
        return included.getOrDefault(host, Map.of());
    }
}
