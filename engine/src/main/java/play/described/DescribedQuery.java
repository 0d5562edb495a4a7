package play.described;

import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.Answer;
import play.module.ModuleSpec;
import play.module.Query;
import play.param.Binding;
import play.param.ParameterValues;

/** A question that a file describes: a script asks it. */
public final class DescribedQuery implements Query<ParameterValues> {
    private final Description description;
    private final String script;
    private final ModuleSpec<ParameterValues> spec;

    public DescribedQuery(Description description, String script) {
        this.description = description;
        this.script = script;
        this.spec = description.spec();
    }

    @Override
    public ModuleSpec<ParameterValues> spec() {
        return spec;
    }

    @Override
    public List<Binding.Fault> check(ParameterValues params) {
        return new Faults(description).of(params);
    }

    @Override
    public List<StateKey<?>> probes(ParameterValues params) {
        return List.of(key(params));
    }

    private StateKey<DescribedState> key(ParameterValues params) {
        return DescribedFamily.of(description, params, script).key();
    }

    @Override
    public Answer answer(ParameterValues params, Knowledge known) {
        return Answer.on(known.of(key(params)), state -> new Answer.Found(Results.of(description, state)));
    }
}
