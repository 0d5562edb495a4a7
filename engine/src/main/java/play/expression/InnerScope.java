package play.expression;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.expression.call.LookupContext;
import play.source.Span;

/** A scope with a few more variables before it. */
record InnerScope(Scope outer, Map<String, @Nullable Object> extra) implements Scope {
    @Override
    public Binding find(String name) throws ExpressionException {
        return extra.containsKey(name) ? new Binding.Found(extra.get(name)) : outer.find(name);
    }

    @Override
    public Set<String> names() {
        Set<String> all = new HashSet<>(outer.names());
        all.addAll(extra.keySet());
        return all;
    }

    @Override
    public Optional<Span> definitionOf(String name) {
        return outer.definitionOf(name);
    }

    @Override
    public LookupContext lookups() {
        return outer.lookups();
    }
}
