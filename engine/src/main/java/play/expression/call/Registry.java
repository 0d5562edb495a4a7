package play.expression.call;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything expressions can call, by kind and name. Immutable but for what a source brings; refuses a name that is
 * taken when it is built.
 */
public final class Registry {
    /** The kinds of things; each has its own names. */
    public enum Kind {
        FILTER,
        TEST,
        LOOKUP,
        FUNCTION,
        METHOD;

        /** How a message calls one: "filter 'x'". */
        public String called(String name) {
            String shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
            return name().toLowerCase(Locale.ROOT) + " '" + shown + "'";
        }
    }

    /** Something that can be called. */
    public record Entry<T>(Kind kind, String name, Signature signature, MarkerHandling sees, T body) {
        /** Binds arguments by name. */
        public Given given(
                List<? extends @Nullable Object> positional,
                Map<String, ? extends @Nullable Object> named,
                Surroundings around) {
            String what = "The " + kind.called(name);
            return new Given(what, signature.bind(what, positional, named), around);
        }
    }

    private final Map<Kind, Map<String, Entry<?>>> entries;
    private final CallSource others;

    private Registry(Map<Kind, Map<String, Entry<?>>> entries, CallSource others) {
        this.entries = entries;
        this.others = others;
    }

    /** The same, and what a source brings that is not in it. */
    public Registry with(CallSource source) {
        return new Registry(entries, source);
    }

    public Optional<Entry<Filter>> filter(String name) {
        return find(Kind.FILTER, name, Filter.class);
    }

    public Optional<Entry<Test>> test(String name) {
        return find(Kind.TEST, name, Test.class);
    }

    public Optional<Entry<Lookup>> lookup(String name) {
        return find(Kind.LOOKUP, name, Lookup.class);
    }

    public Optional<Entry<Function>> function(String name) {
        return find(Kind.FUNCTION, name, Function.class);
    }

    /** Methods are named by the kind of value and their name: {@code string.split}. */
    public Optional<Entry<Function>> method(String kind, String name) {
        return find(Kind.METHOD, kind + "." + name, Function.class);
    }

    /** Names that can be called: its own, and those that its source tells. */
    public Set<String> names(Kind kind) {
        Set<String> all = new HashSet<>(entries.getOrDefault(kind, Map.of()).keySet());
        all.addAll(others.names(kind));
        return Set.copyOf(all);
    }

    /** Whether there is one of that name. */
    public boolean has(Kind kind, String name) {
        return entry(kind, name).isPresent();
    }

    /** The arguments that something takes. */
    public Optional<Signature> signature(Kind kind, String name) {
        return entry(kind, name).map(Entry::signature);
    }

    /** What else to say of a name that is none, as a sentence that begins with a space; or nothing. */
    public String hint(Kind kind, String name) {
        return others.hint(kind, name);
    }

    private Optional<Entry<?>> entry(Kind kind, String name) {
        Entry<?> own = entries.getOrDefault(kind, Map.of()).get(kind == Kind.METHOD ? name : simple(name));
        return own == null ? others.find(kind, name) : Optional.of(own);
    }

    /** A name without the collection it may be qualified by. */
    public static String simple(String name) {
        return name.startsWith("ansible.builtin.") || name.startsWith("ansible.legacy.")
                ? name.substring(name.lastIndexOf('.') + 1)
                : name;
    }

    @SuppressWarnings("unchecked")
    private <T> Optional<Entry<T>> find(Kind kind, String name, Class<T> type) {
        return entry(kind, name).filter(entry -> type.isInstance(entry.body())).map(entry -> (Entry<T>) entry);
    }

    /** Collects entries; used by one thread. */
    public static final class Builder {
        private final Map<Kind, Map<String, Entry<?>>> entries = new HashMap<>();

        /** {@code names} are synonyms, separated by spaces. */
        public Builder filter(String names, String signature, MarkerHandling sees, Filter body) {
            return add(Kind.FILTER, names, signature, sees, body);
        }

        public Builder test(String names, String signature, MarkerHandling sees, Test body) {
            return add(Kind.TEST, names, signature, sees, body);
        }

        /** {@code options} are the arguments with a name. */
        public Builder lookup(String names, String options, Lookup body) {
            return add(Kind.LOOKUP, names, options, MarkerHandling.CONTENT, body);
        }

        public Builder function(String names, String signature, MarkerHandling sees, Function body) {
            return add(Kind.FUNCTION, names, signature, sees, body);
        }

        /** {@code names} begin with the kind of value: {@code string.split}; its first argument is {@code self}. */
        public Builder method(String names, String signature, MarkerHandling sees, Function body) {
            return add(Kind.METHOD, names, signature.isEmpty() ? "self" : "self " + signature, sees, body);
        }

        private Builder add(Kind kind, String names, String signature, MarkerHandling sees, Object body) {
            for (String name : names.split(" ", -1)) {
                Entry<?> entry = new Entry<>(kind, name, Signature.of(signature), sees, body);
                if (entries.computeIfAbsent(kind, any -> new HashMap<>()).put(name, entry) != null) {
                    throw new IllegalStateException("two of " + kind.called(name));
                }
            }
            return this;
        }

        public Registry build() {
            return new Registry(Map.copyOf(entries), CallSource.NONE);
        }
    }
}
