package play.run;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.converge.Background;
import play.converge.ConvergeOptions;
import play.converge.Following;
import play.converge.ModuleResult;
import play.converge.Session;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Effect;
import play.host.HostException;
import play.host.Reach;
import play.module.Control;
import play.module.Enrolment;
import play.module.Guest;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.param.Binding;
import play.playbook.Amount;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Task;
import play.playbook.Vars;

/** One task for one host and item, as often as {@code until} asks for. */
final class Attempts {
    /** What the variable for the host's Python says where none is to be named. */
    private static final Set<String> FOUND_BY_ITSELF =
            Set.of("auto", "auto_silent", "auto_legacy", "auto_legacy_silent");

    private final Turn turn;
    private final NextItems next;
    private final Unreached unreached;
    private final RunContext run;
    private final Task task;
    private final TaskRef ref;
    private final String host;
    private final Recollection recollection;

    /**
     * @param next the items of its loop that follow
     * @param unreached where earlier ones reached nobody
     */
    Attempts(Turn turn, NextItems next, Unreached unreached) {
        this.turn = turn;
        this.run = turn.run();
        this.task = turn.task();
        this.ref = turn.ref();
        this.host = turn.host();
        this.next = next;
        this.unreached = unreached;
        this.recollection = new Recollection(turn, next);
    }

    Finished run(Map<String, @Nullable Object> local) throws ExpressionException, InterruptedException {
        try {
            Optional<Task.Until> until = task.result().until();
            return until.isPresent() ? new Repetition(turn, this).run(until.get(), local) : once(local, Map.of());
        } catch (UnknownSettingException e) {
            return cannotTell(e.why(), scope(local));
        } catch (RuntimeException | Error mistake) {
            return Finished.of(
                    ModuleResult.failed(InternalFailure.of(mistake, task.call().implementation())));
        }
    }

    /** @param more fields of its result, which its conditions see */
    Finished once(Map<String, @Nullable Object> local, Map<String, Object> more)
            throws ExpressionException, InterruptedException {
        Scope scope = scope(local);
        ModuleResult ran = attempt(task.call().implementation(), scope);
        Optional<Finished> before = recollection.finished();
        if (before.isPresent()) {
            return before.get();
        }
        switch (ran.left()) {
            case ModuleResult.Left.Nothing nothing -> {}
            case ModuleResult.Left.Reading(var source) -> {
                Vars.Included read = run.files().vars(source, task.context(), task.span());
                return new IncludedVars(source.merging() ? IncludedVars.merged(read, scope) : read)
                        .ending(ran, vars -> scope(local(local, vars)));
            }
            case ModuleResult.Left.Enrolling(var enrolment) -> ran = enrolled(enrolment, ran);
        }
        doubt(ran, scope);
        ModuleResult judged = new ResultConditions(task, run.output().redactor())
                .judge(with(recollection.since(ran), more), result -> scope(local, result));
        return recollection.ended(
                task.call().implementation(), new Finished(judged.outcome(), Results.of(judged), judged.facts()));
    }

    private static ModuleResult with(ModuleResult ran, Map<String, Object> more) {
        return more.isEmpty() ? ran : ran.with(Results.with(ran.result(), more));
    }

    private static Map<String, @Nullable Object> local(
            Map<String, @Nullable Object> local, Map<String, Vars.Var> more) {
        Map<String, @Nullable Object> both = new LinkedHashMap<>(local);
        both.putAll(more);
        return both;
    }

    /** A dry run does the same, for it changes nothing outside. */
    private ModuleResult enrolled(Enrolment enrolment, ModuleResult ran) {
        String name = enrolment.host().orElse(host);
        boolean changed = run.variables().sources().enrol(name, enrolment, task.span());
        String title =
                "enrol " + name + (enrolment.groups().isEmpty() ? "" : " in " + String.join(", ", enrolment.groups()));
        return changed ? new ModuleResult(new Outcome.Changed(title, List.of()), ran.result(), ran.facts(), true) : ran;
    }

    private <P extends Record> ModuleResult attempt(TaskModule<P> module, Scope scope)
            throws ExpressionException, InterruptedException {
        Optional<ModuleResult> before =
                module instanceof Control<P> || unreached.isEmpty() ? Optional.empty() : unreached.at(way(scope));
        if (before.isPresent()) {
            return before.get();
        }
        try {
            return bound(module, scope);
        } catch (HostException e) {
            return lost(e, scope);
        }
    }

    private ModuleResult lost(HostException e, Scope scope) throws ExpressionException {
        Session way = way(scope);
        ModuleResult result = LostHost.of(e, checks(scope) ? way.pending() : Optional.empty());
        boolean tolerated = Keywords.flag(task.settings(), Setting.IGNORE_UNREACHABLE, scope, false);
        if (e instanceof HostException.Unreachable && !tolerated) {
            unreached.note(way, result);
        }
        return result;
    }

    private <P extends Record> ModuleResult bound(TaskModule<P> module, Scope scope)
            throws ExpressionException, HostException, InterruptedException {
        Binder binder = new Binder(
                run.files(),
                task.context(),
                scope,
                task.call().expressions(),
                run.output().redactor());
        PathLookup lookup = module instanceof Control<P>
                ? PathLookup.NOTHING
                : new HostPathLookup(run, task.settings(), scope, () -> session(scope));
        return switch (binder.bind(module, task.call(), lookup)) {
            case Binding.Undetermined<P>(String why) -> undetermined(why, scope);
            case Binding.Wrong<P>(List<Binding.Fault> faults) -> ModuleResult.failed(Causes.of(binder.told(faults)));
            case Binding.Bound<P>(P params) -> {
                List<Binding.Fault> faults = binder.told(module.check(params));
                if (!faults.isEmpty()) {
                    yield ModuleResult.failed(Causes.of(faults));
                }
                Optional<String> objection = delegation(scope).objection(module, actedUpon(scope));
                if (objection.isPresent()) {
                    yield ModuleResult.failed(objection.get());
                }
                yield recollection.takes(module, params, scope, actedUpon(scope), checks(scope))
                        ? ModuleResult.of(new Outcome.Ok(), Map.of())
                        : reach(module, params, scope);
            }
        };
    }

    private <P extends Record> ModuleResult reach(TaskModule<P> module, P params, Scope scope)
            throws ExpressionException, InterruptedException {
        boolean check = checks(scope);
        boolean diff = Keywords.flag(
                task.settings(), Setting.DIFF, scope, run.options().diff());
        boolean hidden = Keywords.hidden(task.settings(), scope);
        Session session = module instanceof Control<P> ? run.converger().controller() : session(scope);
        Optional<Background> background = BackgroundTask.of(task, scope);
        ConvergeOptions options = new ConvergeOptions(
                ref.title(),
                check,
                diff,
                change -> run.output()
                        .events()
                        .accept(new RunEvent.ForeseenDiffers(host, ref, hidden ? Censored.of(change) : change)),
                warning -> run.output()
                        .events()
                        .accept(new RunEvent.Warning(
                                host + ": " + (hidden ? "a warning that is hidden by no_log" : warning))),
                background,
                run.variables().sources().invocation().verbosity(),
                recollection.asking(run.approvals().of(new Approvals.Instance(host, ref, next.current()))),
                delegation(scope).sides(module),
                following(session, scope));
        Session.Work<ModuleResult> work = () -> run.converger().run(module, params, session, options);
        try {
            ModuleResult ran = module instanceof Control<P>
                    ? work.run()
                    : TimedTurn.of(session, work, limit(module, background, scope));
            return diff ? compared(module, ran) : ran;
        } catch (HostException e) {
            return lost(e, scope);
        }
    }

    /** A guest says itself what differs. */
    private static ModuleResult compared(TaskModule<?> module, ModuleResult ran) {
        boolean states = module instanceof Resource<?> || module instanceof Transfer<?>;
        return states
                ? Differences.of(ran.outcome())
                        .map(told -> ran.with(Results.with(ran.result(), Map.of("diff", told))))
                        .orElse(ran)
                : ran;
    }

    /**
     * What is repeated waits for something; what acts elsewhere, or in an environment of its own, tells nothing of the
     * tasks that follow here.
     */
    private Optional<Following> following(Session session, Scope scope) throws ExpressionException {
        return task.result().until().isEmpty()
                        && task.settings().environment().isEmpty()
                        && actedUpon(scope).equals(host)
                ? Optional.of(new NextTasks(turn, next, session))
                : Optional.empty();
    }

    /** A transfer that is delegated to the controller starts from there, as without, and acts upon the host. */
    private String actedUpon(Scope scope) throws ExpressionException {
        Optional<String> delegate = Keywords.text(task.settings(), Setting.DELEGATE_TO, scope);
        return delegate.isPresent()
                        && task.call().implementation() instanceof Transfer<?>
                        && reached(delegate.get(), scope).isHere()
                ? host
                : delegate.orElse(host);
    }

    private TransferDelegation delegation(Scope scope) {
        return new TransferDelegation(task.settings(), scope, host);
    }

    private Scope theirs(Scope scope) throws ExpressionException {
        return scopeOf(actedUpon(scope), scope);
    }

    private Scope scopeOf(String other, Scope scope) {
        return other.equals(host) ? scope : run.variables().scope(other, task.context(), Map.of());
    }

    /** How the host is reached, whatever the environment there. */
    private Session way(Scope scope) throws ExpressionException {
        return reached(actedUpon(scope), scope);
    }

    private Session reached(String other, Scope scope) throws ExpressionException {
        return run.sessions().session(other, task.settings(), scopeOf(other, scope));
    }

    Session session(Scope scope) throws ExpressionException {
        Scope theirs = theirs(scope);
        return way(scope)
                .with(Environment.of(task.settings(), scope, run.output().redactor()))
                .with(python(theirs));
    }

    /** The host's Python, for a guest. */
    private Map<String, String> python(Scope scope) throws ExpressionException {
        Optional<String> named = task.call().implementation() instanceof Guest<?>
                ? new ConnectionSettings(task.settings(), scope).variable("ansible_python_interpreter")
                : Optional.empty();
        return named.filter(python -> !FOUND_BY_ITSELF.contains(python))
                .map(python -> Map.of(Guest.PYTHON, python))
                .orElse(Map.of());
    }

    /** A procedure that goes on by itself has its limit on the host. */
    private Optional<Amount> limit(TaskModule<?> module, Optional<Background> background, Scope scope)
            throws ExpressionException {
        Optional<Amount> timeout =
                Keywords.amount(NumberKeyword.TIMEOUT, task.settings().get(Setting.TIMEOUT), scope);
        return module instanceof Procedure<?> ? timeout : BackgroundTask.shorter(timeout, background);
    }

    /** Something that decides about the task is unknown. */
    Finished cannotTell(String why, Scope scope) throws ExpressionException {
        ModuleResult ran = undetermined(why, scope);
        doubt(ran, scope);
        return new Finished(ran.outcome(), Results.of(ran), Map.of());
    }

    /** A real task cannot be carried out; in check mode nobody can tell what it would do. */
    private ModuleResult undetermined(String why, Scope scope) throws ExpressionException {
        ModuleResult ran = mayForetell(scope) ? ModuleResult.cannotTell(why) : ModuleResult.failed(why);
        return switch (task.call().implementation()) {
            case Resource<?> resource -> ran;
            case Procedure<?> procedure -> ran;
            case Transfer<?> transfer -> ran;
            case Query<?> query -> task.call().mayAct() ? ran : ran.withoutEffects();
            case Control<?> control -> ModuleResult.cannotTell(why).withoutEffects();
            case Guest<?> guest -> ran;
        };
    }

    private boolean mayForetell(Scope scope) throws ExpressionException {
        try {
            return checks(scope);
        } catch (UnknownSettingException unknown) {
            return true;
        }
    }

    boolean checks(Scope scope) throws ExpressionException {
        return Keywords.flag(
                task.settings(), Setting.CHECK_MODE, scope, run.options().check());
    }

    /** The effects of a task of which nobody can tell what it would do may or may not come to the host acted upon. */
    private void doubt(ModuleResult ran, Scope scope) throws ExpressionException {
        if (ran.outcome() instanceof Outcome.CannotTell(String why) && !ran.idle()) {
            try {
                Effect.Opaque anything = new Effect.Opaque(why, reach(scope));
                run.converger().doubt(actedUpon(scope), anything, ref.title());
                if (task.call().implementation() instanceof Transfer<?>) {
                    run.converger().doubtHere(anything, ref.title());
                }
            } catch (UnknownSettingException anyHost) {
                run.converger().doubt(new Effect.Opaque(why, Reach.HOST), ref.title());
            }
        }
    }

    /** Directories above what it makes may be made too; where a link stands in the way, it may be anything. */
    private Reach reach(Scope scope) throws ExpressionException {
        Reach told = TaskReach.of(task.call(), scope);
        Set<String> paths = TaskReach.paths(told);
        if (paths.isEmpty()) {
            return told;
        }
        Set<String> above = TaskReach.above(paths);
        Set<String> asked = new HashSet<>(above);
        asked.addAll(paths);
        try {
            return run.converger().arePlain(session(scope), asked)
                    ? Reach.of(told, new Reach.Named(above))
                    : Reach.HOST;
        } catch (HostException untold) {
            return Reach.HOST;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reach.HOST;
        }
    }

    Scope scope(Map<String, @Nullable Object> local) {
        return run.variables().scope(host, task.context(), local);
    }

    /** With the fresh result, and what it will be registered by. */
    Scope scope(Map<String, @Nullable Object> local, Object result) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>(local);
        seen.putAll(turn.progress().seen(result));
        return scope(seen);
    }
}
