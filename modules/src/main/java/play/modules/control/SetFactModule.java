package play.modules.control;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.AnyOther;
import play.param.Default;
import play.param.Doc;
import play.param.NoEffect;
import play.value.VariableNames;

/** Sets variables of the host, from now on and for later plays. */
public final class SetFactModule implements Control<SetFactModule.Params> {
    public record Params(
            @Doc("The variables.") @AnyOther Map<String, Object> facts,

            @Doc("Whether a cache of facts keeps them beyond the run: there is none.")
            @Default("false")
            @NoEffect("There is no cache of facts, so the variables hold until the run ends. Leave it out; what is to"
                    + " outlast a run belongs in the inventory, or in a file that 'include_vars' reads.")
            boolean cacheable) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "set_fact", "Sets variables of the host.", Params.class, new Example("one", "", "answer: 42\n"))
            .asInAnsible();

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        Map<String, @Nullable Object> facts = java.util.Collections.unmodifiableMap(params.facts());
        for (String name : facts.keySet()) {
            if (!VariableNames.has(name)) {
                return new Verdict.Failed(VariableNames.objection(name));
            }
        }
        return facts.isEmpty()
                ? new Verdict.Failed("no variable is given to set")
                : new Verdict.Done(Map.of("ansible_facts", facts), facts);
    }
}
