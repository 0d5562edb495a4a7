package play.described;

import java.util.List;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.param.Binding;
import play.param.ParameterValues;

/** What a file that describes a module says of any kind of them: one script tells a state. */
abstract sealed class Described permits DescribedQuery, DescribedResource {
    private final Description description;
    private final String script;
    private final ModuleSpec<ParameterValues> spec;

    Described(Description description, String script) {
        this.description = description;
        this.script = script;
        this.spec = description.spec();
    }

    final Description description() {
        return description;
    }

    final StateKey<DescribedState> key(ParameterValues params) {
        return DescribedFamily.of(description, params, script).key();
    }

    public final ModuleSpec<ParameterValues> spec() {
        return spec;
    }

    public final List<Binding.Fault> check(ParameterValues params) {
        return new Faults(description).of(params);
    }

    public final List<StateKey<?>> probes(ParameterValues params) {
        return List.of(key(params));
    }
}
