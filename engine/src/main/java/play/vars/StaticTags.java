package play.vars;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.ExpressionException;
import play.playbook.Block;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.Tags;
import play.playbook.Task;
import play.playbook.Vars;
import play.value.Unknown;

/** Finds tags that cannot be evaluated, before any host is contacted. */
public final class StaticTags {
    private static final Unknown LATER = new Unknown("it is known in the run only");

    private final VariableSources sources;
    private final Variables variables;
    private final StepTags tags;
    private final Problems problems;
    private final Set<Diagnostic> told = new HashSet<>();

    public StaticTags(VariableSources sources, Problems problems) {
        this.sources = sources;
        this.variables = Variables.beforeRun(sources);
        this.tags = new StepTags(variables);
        this.problems = problems;
    }

    public void check(List<UndefinedNames.Target> targets) {
        for (UndefinedNames.Target target : targets) {
            Play play = target.play();
            if (sources.isComplete() && play.complete()) {
                variables.startPlay(PlayVars.of(play, target.hosts(), target.hosts()));
                check(play.settings().tags(), Step.Context.NONE, Map.of());
                steps(play.steps().all(), new Around(List.of(), Map.of()));
            }
        }
    }

    /**
     * What is around steps.
     *
     * @param params of the includes they are in
     * @param local items of the loops they are in
     */
    private record Around(List<Vars> params, Map<String, Unknown> local) {
        Around in(Include include) {
            List<Vars> more = new ArrayList<>(params);
            more.add(include.vars());
            Map<String, Unknown> items = new LinkedHashMap<>(local);
            include.loop().stream().flatMap(loop -> loop.names().known()).forEach(name -> items.put(name, LATER));
            return new Around(more, items);
        }
    }

    private void steps(List<Step> steps, Around around) {
        for (Step step : steps) {
            switch (step) {
                case Block block -> {
                    steps(block.body(), around);
                    steps(block.rescue(), around);
                    steps(block.always(), around);
                }
                case Include include -> {
                    check(step, around);
                    include.loaded().ifPresent(loaded -> steps(loaded.steps(), around.in(include)));
                }
                case Task task -> check(step, around);
                case Meta meta -> check(step, around);
            }
        }
    }

    private void check(Step step, Around around) {
        Step.Context context = step.context();
        for (Vars params : around.params()) {
            context = context.within(params);
        }
        check(step.settings().tags(), context, around.local());
    }

    private void check(Tags written, Step.Context context, Map<String, Unknown> local) {
        try {
            tags.of(written, context, local);
        } catch (ExpressionException e) {
            if (!e.diagnostic().code().equals(Tags.UNKNOWN) && told.add(e.diagnostic())) {
                problems.report(e.diagnostic());
            }
        }
    }
}
