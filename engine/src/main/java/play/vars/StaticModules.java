package play.vars;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.ExpressionException;
import play.expression.Truth;
import play.load.NamedLater;
import play.playbook.Block;
import play.playbook.Condition;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Step;
import play.playbook.Task;

/**
 * Reads calls whose modules are named by templates before any host is contacted, as far as the names are known then.
 * What depends on facts, or on what tasks register or set, is left to the run.
 */
public final class StaticModules {
    private final VariablesAhead ahead;
    private final Variables variables;
    private final Problems problems;
    private final Set<Diagnostic> told = new HashSet<>();

    /** @param factNames without the prefix {@code ansible_} */
    public StaticModules(VariableSources sources, Set<String> factNames, Problems problems) {
        this.ahead = new VariablesAhead(sources, factNames);
        this.variables = ahead.variables();
        this.problems = problems;
    }

    /** Checks plays up to the first that may take in variables nobody can know yet. */
    public void check(List<UndefinedNames.Target> targets) {
        ahead.each(
                targets,
                RunNames::isOpenBesideModules,
                target -> steps(target.play().steps().all(), target.hosts()));
    }

    /** What may not come to run, or whose failure is provided for, is left to the run. */
    private void steps(List<Step> steps, List<String> hosts) {
        for (Step step : steps) {
            switch (step) {
                case Block block -> {
                    if (block.rescue().isEmpty()) {
                        steps(block.body(), hosts);
                    }
                    steps(block.always(), hosts);
                }
                case Task task -> {
                    if (task.call().implementation() instanceof NamedLater later
                            && task.loop().isEmpty()
                            && !task.settings().mayIgnoreErrors()) {
                        hosts.forEach(host -> check(task, later, variables.scope(host, task.context(), Map.of())));
                    }
                }
                case Include include -> {}
                case Meta meta -> {}
            }
        }
    }

    private void check(Task task, NamedLater later, HostScope scope) {
        try {
            for (Condition condition : task.settings().when()) {
                if (!Truth.TRUE.equals(condition.expression().test(scope))) {
                    return;
                }
            }
            @Nullable Object name = later.name().value(scope);
            if (name instanceof String text) {
                later.reading().read(text.strip()).problems().stream()
                        .filter(told::add)
                        .forEach(problems::report);
            }
        } catch (ExpressionException e) {
            // The run tells of it, to the hosts that come there.
        }
    }
}
