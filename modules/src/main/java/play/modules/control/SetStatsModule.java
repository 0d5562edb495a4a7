package play.modules.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.module.Control;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Example;
import play.module.Verdict;
import play.param.Default;
import play.param.Doc;
import play.value.VariableNames;

/** Values that are shown at the end of the run. */
public final class SetStatsModule implements Control<SetStatsModule.Params> {
    public record Params(
            @Doc("The values, by name.") Map<String, Object> data,

            @Doc("Whether each host has values of its own.") @Default("false")
            boolean perHost,

            @Doc("Whether numbers are added to what was given before, lists and texts put behind it, and mappings put"
                    + " into one; else the last value counts.")
            @Default("true")
            boolean aggregate) {}

    record Stats(
            @Doc("The values, by name.") Map<String, Object> data,
            @Doc("Whether each host has values of its own.") boolean perHost,
            @Doc("Whether values are put together.") boolean aggregate) {}

    record Result(
            @Doc("What is shown at the end of the run.") Stats ansibleStats) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "set_stats",
                    "Keeps values that are shown at the end of the run.",
                    Params.class,
                    new Example("one", "", "data: {restarted: 1}\n"))
            .asInAnsible()
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public Verdict evaluate(Params params) {
        for (String name : params.data().keySet()) {
            if (!VariableNames.has(name)) {
                return new Verdict.Failed(VariableNames.objection(name));
            }
        }
        Map<String, @Nullable Object> stats = new LinkedHashMap<>();
        stats.put("data", params.data());
        stats.put("per_host", params.perHost());
        stats.put("aggregate", params.aggregate());
        return new Verdict.Done(Map.of("ansible_stats", stats), Map.of());
    }
}
