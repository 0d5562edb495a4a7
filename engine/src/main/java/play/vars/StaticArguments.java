package play.vars;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.argspec.ArgumentCheck;
import play.argspec.ArgumentFault;
import play.argspec.ArgumentSpec;
import play.argspec.Constraint;
import play.argspec.Options;
import play.argspec.ValidateArguments;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.Truth;
import play.playbook.Block;
import play.playbook.Condition;
import play.playbook.Data;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Step;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Span;
import play.value.Unknown;

/**
 * Compares the variables of roles and plays with their argument specs before any host is contacted, as far as they are
 * known then. Facts and what tasks register or set count as unknown, and what depends on them is left to the start of
 * the role or play.
 */
public final class StaticArguments {
    private final VariableSources sources;
    private final VariablesAhead ahead;
    private final Variables variables;
    private final Problems problems;
    private final Set<Span> decided = new HashSet<>();

    private final RolePasses passes = new RolePasses();

    /** @param factNames without the prefix {@code ansible_} */
    public StaticArguments(VariableSources sources, Set<String> factNames, Problems problems) {
        this.sources = sources;
        this.ahead = new VariablesAhead(sources, factNames);
        this.variables = ahead.variables();
        this.problems = problems;
    }

    /** Checks plays in the order they run, up to the first that may take in variables nobody can know yet. */
    public void check(List<UndefinedNames.Target> targets) {
        ahead.each(targets, RunNames::isOpen, target -> {
            variables.keepHostVars();
            passes.startPlay();
            steps(target.play().steps().all(), new Around(target.hosts(), List.of(), Map.of(), false));
        });
    }

    /**
     * What is around steps.
     *
     * @param params of the includes they are in
     * @param local items of the loops they are in, unknown
     * @param rescued whether what fails here is rescued
     */
    private record Around(List<String> hosts, List<Vars> params, Map<String, Unknown> local, boolean rescued) {
        Around rescuedBy(Block block) {
            return new Around(hosts, params, local, rescued || !block.rescue().isEmpty());
        }

        Around in(Include include, List<String> takers) {
            List<Vars> more = new ArrayList<>(params);
            more.add(include.vars());
            Map<String, Unknown> items = new LinkedHashMap<>(local);
            include.loop().stream()
                    .flatMap(loop -> loop.names().known())
                    .forEach(name -> items.put(name, VariablesAhead.LATER));
            return new Around(takers, more, items, rescued);
        }
    }

    private void steps(List<Step> steps, Around around) {
        for (Step step : steps) {
            switch (step) {
                case Block block -> {
                    steps(block.body(), around.rescuedBy(block));
                    steps(block.rescue(), around);
                    steps(block.always(), around);
                }
                case Include include ->
                    include.loaded()
                            .ifPresent(loaded -> steps(loaded.steps(), around.in(include, takers(include, around))));
                case Task task -> {
                    if (task.call().implementation() instanceof ValidateArguments module) {
                        start(task, module, around);
                    }
                }
                case Meta meta -> {}
            }
        }
    }

    /** The hosts for which an include surely takes something in. */
    private List<String> takers(Include include, Around around) {
        return around.hosts().stream()
                .filter(host -> runs(include, scope(include, host, around)))
                .toList();
    }

    private void start(Task task, ValidateArguments module, Around around) {
        for (String host : around.hosts()) {
            HostScope scope = scope(task, host, around);
            if (passes.isDue(task, host) && runs(task, scope)) {
                passes.through(task, host);
                new OneHost(host, task, scope, excuse(task, around)).check(module);
            }
        }
    }

    /** Why hosts go on after a fault. */
    private static Optional<String> excuse(Task task, Around around) {
        return task.settings().mayIgnoreErrors()
                ? Optional.of(UndefinedNames.IGNORED)
                : Optional.of(UndefinedNames.RESCUED).filter(why -> around.rescued());
    }

    private HostScope scope(Step step, String host, Around around) {
        Step.Context context = step.context();
        for (Vars params : around.params()) {
            context = context.within(params);
        }
        return variables.scope(host, context, around.local());
    }

    /** Where it cannot be told whether the role is used, its start decides. */
    private static boolean runs(Step step, Scope scope) {
        try {
            for (Condition condition : step.settings().when()) {
                if (!Truth.TRUE.equals(condition.expression().test(scope))) {
                    return false;
                }
            }
            return true;
        } catch (ExpressionException e) {
            return false;
        }
    }

    /** A use of a role for one host. */
    private final class OneHost {
        private final String host;
        private final Task task;
        private final HostScope scope;
        private final Optional<String> excuse;
        private String owner = "";
        private String kind = "";
        private boolean faulty;

        OneHost(String host, Task task, HostScope scope, Optional<String> excuse) {
            this.host = host;
            this.task = task;
            this.scope = scope;
            this.excuse = excuse;
        }

        void check(ValidateArguments module) {
            owner = module.owner();
            kind = module.kind();
            module.options().all().values().forEach(this::check);
            if (!faulty) {
                together(module.options());
            }
            module.constraints().forEach(this::check);
        }

        private void check(ArgumentSpec spec) {
            try {
                if (scope.find(spec.name()) instanceof Scope.Binding.Found(Object value)) {
                    ArgumentCheck check = new ArgumentCheck();
                    check.check(spec, value);
                    check.faults().forEach(fault -> report(spec, fault));
                } else if (spec.required()) {
                    report(Diagnostic.error(
                            "missing-argument",
                            "Missing " + kind + " argument",
                            owner + " needs '" + spec.name() + "' for host '" + host + "': "
                                    + String.join(" ", spec.description()),
                            task.span()));
                }
            } catch (ExpressionException e) {
                // What cannot be evaluated without a host is looked at when the role starts.
                faulty = true;
            }
        }

        /** What is asked of several variables; one that cannot be evaluated yet is there, and unknown. */
        private void together(Options options) {
            Map<String, @Nullable Object> given = new LinkedHashMap<>();
            for (String name : options.all().keySet()) {
                try {
                    if (scope.find(name) instanceof Scope.Binding.Found(Object value)) {
                        given.put(name, value);
                    }
                } catch (ExpressionException e) {
                    given.put(name, VariablesAhead.LATER);
                }
            }
            for (String rule : options.broken(given)) {
                report(Diagnostic.error(
                        "argument-group",
                        "Invalid combination of " + kind + " arguments",
                        owner + " " + rule + " for host '" + host + "'.",
                        task.span()));
            }
        }

        private void report(ArgumentSpec spec, ArgumentFault fault) {
            Optional<Data> written = scope.winner(spec.name()).flatMap(OneHost::data);
            Span place = written.map(data -> data.placeOf(fault.path(), fault.ofKey()))
                    .orElse(task.span());
            report(Diagnostic.error(fault.code(), "Invalid " + kind + " argument", fault.message(), place));
        }

        private void report(Diagnostic problem) {
            faulty = true;
            problems.report(excuse.map(problem::asWarning).orElse(problem));
        }

        /** Constraints are worth a look where each value is fine by itself. */
        private void check(Constraint constraint) {
            if (faulty || (constraint.once() && isPlain() && !decided.add(constraint.span()))) {
                return;
            }
            try {
                if (constraint.evaluate(scope) instanceof String wrong && !wrong.isEmpty()) {
                    broken(constraint, wrong);
                }
            } catch (ExpressionException e) {
                if (!e.diagnostic().code().equals("undefined-variable")) {
                    broken(
                            constraint,
                            "A constraint on it cannot be evaluated: "
                                    + e.diagnostic().detail());
                }
            }
        }

        /** Whether the role sees what every other use of it sees. */
        private boolean isPlain() {
            return task.context().params().isEmpty()
                    && task.context().vars().isEmpty()
                    && task.context().role().stream()
                            .allMatch(
                                    use -> use.params().isEmpty() && use.vars().isEmpty());
        }

        private void broken(Constraint constraint, String wrong) {
            List<Span> places = new Suspects(sources.inventory(), host, scope).places(constraint);
            Diagnostic problem = Diagnostic.error(
                    "constraint", "Constraint is violated", wrong, places.isEmpty() ? task.span() : places.getFirst());
            for (Span place : places.isEmpty() ? places : places.subList(1, places.size())) {
                problem = problem.note("together with", place);
            }
            report(problem.note("the " + kind + " asks for it here", constraint.span()));
        }

        private static Optional<Data> data(Entry entry) {
            return entry instanceof Entry.Written written ? Optional.of(written.data()) : Optional.empty();
        }
    }
}
