package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import play.diag.Diagnostic;
import play.diag.ProblemList;
import play.event.Outcome;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.ShownValue;
import play.load.PlaybookLoader;
import play.playbook.Block;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Include;
import play.playbook.Loop;
import play.playbook.Meta;
import play.playbook.RoleCall;
import play.playbook.RoleUse;
import play.playbook.Step;
import play.playbook.Task;
import play.playbook.Vars;
import play.source.Span;
import play.vars.StepTags;

/** Takes in task files and roles while a play runs. Hosts that include the same get the same steps. */
final class DynamicIncludes implements Includes {
    private final RunContext run;
    private final PlaybookLoader loader;
    private final PlayRun batch;
    private final Map<Key, Included> known = new ConcurrentHashMap<>();

    /** What makes two includes the same: the step, what it names, and the item of its loop. */
    private record Key(Include include, List<Object> names, Vars params) {}

    DynamicIncludes(RunContext run, PlaybookLoader loader, PlayRun batch) {
        this.run = run;
        this.loader = loader;
        this.batch = batch;
    }

    @Override
    public Found of(Include include, String host) throws ExpressionException {
        Scope scope = scope(include, host, Map.of());
        if (include.loop().isEmpty()) {
            Optional<Rendering.Verdict.No> not = whyNot(include, scope);
            return not.isPresent()
                    ? new Found(List.of(), Results.skipped(not.get()))
                    : new Found(List.of(included(include, scope, Vars.NONE, "")), Results.included());
        }
        Loop loop = include.loop().get();
        if (!(LoopItems.of(loop, scope) instanceof LoopItems.Made.Items(List<@Nullable Object> items))) {
            throw new ExpressionException(Diagnostic.error(
                    "loop",
                    "Invalid loop",
                    "The items of the loop of an include must be a known list.",
                    loop.items().span()));
        }
        LoopNames names = LoopNames.of(loop, scope);
        List<Included> all = new ArrayList<>();
        List<Results.ItemResult> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> local = LoopItems.local(loop, names, items, i);
            Scope inside = scope(include, host, local);
            String label = label(include, loop, inside, items.get(i));
            Optional<Rendering.Verdict.No> not = whyNot(include, inside);
            if (not.isEmpty()) {
                all.add(included(include, inside, literals(local, include.span()), label));
            }
            results.add(item(label, not, names.fields(local)));
        }
        return new Found(all, results, Results.loop(results));
    }

    private static Results.ItemResult item(
            String label, Optional<Rendering.Verdict.No> whyNot, Map<String, @Nullable Object> fields) {
        Outcome outcome =
                whyNot.<Outcome>map(no -> new Outcome.Skipped(no.condition())).orElseGet(Outcome.Ok::new);
        Map<String, @Nullable Object> result = whyNot.map(Results::skipped).orElseGet(Results::included);
        return new Results.ItemResult(label, outcome, Results.with(result, fields));
    }

    private Scope scope(Include include, String host, Map<String, @Nullable Object> local) {
        return run.variables().scope(host, include.context().with(include.vars()), local);
    }

    private static String label(Include include, Loop loop, Scope scope, @Nullable Object item)
            throws ExpressionException {
        if (Keywords.hidden(include.settings(), scope)) {
            return Censored.ITEM;
        }
        return loop.label().isPresent() ? Rendering.text(loop.label().get(), scope) : ShownValue.of(item);
    }

    /** The condition that does not hold. */
    private static Optional<Rendering.Verdict.No> whyNot(Include include, Scope scope) throws ExpressionException {
        return switch (Rendering.all(include.settings().when(), scope)) {
            case Rendering.Verdict.Yes() -> Optional.empty();
            case Rendering.Verdict.No no -> Optional.of(no);
            case Rendering.Verdict.Undetermined(String why) ->
                throw new ExpressionException(Diagnostic.error(
                        "unknown-include",
                        "Cannot determine whether to include",
                        "Whether it is included is known only after the run: " + why + ".",
                        include.span()));
        };
    }

    private static Vars literals(Map<String, @Nullable Object> values, Span place) {
        Map<String, Vars.Var> vars = new LinkedHashMap<>();
        values.forEach((name, value) -> vars.put(name, new Vars.Var(new Data.Literal(value, place), place)));
        return new Vars(vars);
    }

    private Included included(Include include, Scope scope, Vars items, String item) throws ExpressionException {
        Include.What what = rendered(include.what(), scope);
        Vars params = include.vars().and(items);
        Key key = new Key(include, names(what), params);
        Included made = known.get(key);
        if (made == null) {
            made = load(include, what, params, item);
            known.put(key, made);
        }
        return made;
    }

    private Included load(Include include, Include.What what, Vars params, String item) throws ExpressionException {
        // What was not there before the run may have been made since.
        Optional<Include.Loaded> loaded =
                include.loaded().filter(read -> read.faults().isEmpty());
        if (loaded.isEmpty()) {
            ProblemList told = new ProblemList();
            synchronized (loader) {
                loaded = loader.include(include, what, told);
            }
            if (told.hasErrors()) {
                throw new ExpressionException(told.sorted().getFirst());
            }
        }
        Optional<Diagnostic> fault =
                loaded.flatMap(read -> read.faults().stream().findFirst());
        if (fault.isPresent()) {
            throw new ExpressionException(fault.get());
        }
        if (loaded.isEmpty()) {
            return new Included(named(what), item, List.of());
        }
        if (what instanceof Include.What.Role role && role.options().shared()) {
            loaded.get().role().ifPresent(run.variables()::add);
        }
        Taken taken = new Taken(params, loaded.get().role().map(RoleUse::call));
        if (!loaded.get().handlers().isEmpty()) {
            batch.add(loaded.get().handlers().stream().map(taken::handler).toList());
        }
        List<Step> steps = taken.all(loaded.get().steps());
        checkTags(steps);
        return new Included(loaded.get().source(), item, steps);
    }

    /** An include whose steps have tags that cannot be evaluated fails as a whole. */
    private void checkTags(List<Step> steps) throws ExpressionException {
        StepTags tags = new StepTags(run.variables());
        for (Step step : steps) {
            if (step instanceof Block block) {
                checkTags(block.body());
                checkTags(block.rescue());
                checkTags(block.always());
            } else {
                tags.of(step);
            }
        }
    }

    private static String named(Include.What what) {
        return switch (what) {
            case Include.What.TaskFile(Data file) -> file.shown();
            case Include.What.Role role -> role.name().shown();
        };
    }

    private static Include.What rendered(Include.What what, Scope scope) throws ExpressionException {
        return switch (what) {
            case Include.What.TaskFile(Data file) -> new Include.What.TaskFile(literal(file, scope));
            case Include.What.Role role ->
                new Include.What.Role(
                        literal(role.name(), scope),
                        literal(role.tasksFrom(), scope),
                        literal(role.varsFrom(), scope),
                        literal(role.defaultsFrom(), scope),
                        literal(role.handlersFrom(), scope),
                        role.options());
        };
    }

    private static Data literal(Data data, Scope scope) throws ExpressionException {
        return new Data.Literal(Rendering.text(data, scope), data.span());
    }

    private static List<Object> names(Include.What what) {
        return switch (what) {
            case Include.What.TaskFile(Data file) -> List.of(file.shown());
            case Include.What.Role role ->
                List.of(
                        role.name().shown(),
                        role.tasksFrom().shown(),
                        role.varsFrom().shown(),
                        role.defaultsFrom().shown());
        };
    }

    /**
     * Puts an include's parameters in sight of steps.
     *
     * @param role by which the role is the same as another use of it, when one is included
     */
    private record Taken(Vars params, Optional<RoleCall> role) {
        List<Step> all(List<Step> steps) {
            return params.isEmpty() ? steps : steps.stream().map(this::one).toList();
        }

        Handler handler(Handler handler) {
            return params.isEmpty() ? handler : new Handler(one(handler.step()), handler.listen(), handler.roles());
        }

        private Step.Context context(Step.Context of) {
            Step.Context within = of.within(params);
            return new Step.Context(
                    within.role().map(use -> role.filter(use.call()::equals).isPresent() ? use.with(params) : use),
                    within.vars(),
                    within.params(),
                    within.files(),
                    within.connection());
        }

        private Step one(Step step) {
            Step.Context context = context(step.context());
            return switch (step) {
                case Task task ->
                    new Task(
                            task.name(),
                            task.call(),
                            task.settings(),
                            context,
                            task.loop(),
                            task.result(),
                            task.span());
                case Block block ->
                    new Block(
                            block.name(),
                            all(block.body()),
                            all(block.rescue()),
                            all(block.always()),
                            block.settings(),
                            context,
                            block.role(),
                            block.span());
                case Include include ->
                    new Include(
                            include.name(),
                            include.what(),
                            include.vars(),
                            new Include.Apply(
                                    include.apply().inherited(),
                                    context(include.apply().context()),
                                    include.apply().depth()),
                            include.loaded()
                                    .map(loaded -> new Include.Loaded(
                                            loaded.source(),
                                            all(loaded.steps()),
                                            loaded.handlers(),
                                            loaded.role(),
                                            loaded.faults())),
                            include.settings(),
                            context,
                            include.loop(),
                            include.register(),
                            include.span());
                case Meta meta -> new Meta(meta.order(), meta.name(), meta.settings(), context, meta.span());
            };
        }
    }
}
