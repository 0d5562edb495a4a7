package play.expression;

import java.util.Set;
import play.expression.call.LookupContext;

/** No variables at all, as what is imported without context sees. */
record BareScope(Scope outer) implements Scope {
    @Override
    public Binding find(String name) {
        return new Binding.Missing();
    }

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public LookupContext lookups() {
        return outer.lookups();
    }
}
