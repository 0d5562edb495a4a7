package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.diag.DiagnosticText;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.RunEvent.TaskRef;
import play.expression.ExpressionException;
import play.expression.Operands;
import play.expression.Scope;
import play.host.Effect;
import play.host.HostException;
import play.module.Control;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.param.Binding;
import play.playbook.Amount;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Task;
import play.playbook.Vars;
import play.value.Unknown;

/** One task for one host and item, as often as {@code until} asks for. */
final class Attempts {
    private static final Outcome CHANGED = new Outcome.Changed("changed, as changed_when says", List.of());

    private final RunContext run;
    private final Task task;
    private final TaskRef ref;
    private final String host;

    Attempts(RunContext run, Task task, TaskRef ref, String host) {
        this.run = run;
        this.task = task;
        this.ref = ref;
        this.host = host;
    }

    TaskRun.Finished run(Map<String, @Nullable Object> local) throws ExpressionException, InterruptedException {
        try {
            return tries(local);
        } catch (RuntimeException | StackOverflowError mistake) {
            Ran ran = Ran.failed(InternalFailure.told(
                    mistake, task.call().implementation().spec().name()));
            return new TaskRun.Finished(ran.outcome(), Results.of(ran), ran.facts());
        }
    }

    private TaskRun.Finished tries(Map<String, @Nullable Object> local)
            throws ExpressionException, InterruptedException {
        Optional<Task.Until> until = task.result().until();
        if (until.isEmpty()) {
            return once(local);
        }
        Scope scope = scope(local);
        int retries = Keywords.amount(NumberKeyword.RETRIES, until.get().retries(), scope)
                .map(amount -> (int) amount.number())
                .orElse(3);
        long delay = Keywords.amount(NumberKeyword.DELAY, until.get().delay(), scope)
                .map(Amount::millis)
                .orElse(5000L);
        for (int attempt = 1; ; attempt++) {
            TaskRun.Finished finished = once(local);
            switch (satisfied(until.get(), finished, local)) {
                case Rendering.Verdict.Yes() -> {
                    return counted(finished, attempt);
                }
                case Rendering.Verdict.CannotTell(String why) -> {
                    return unknown("when it would be done: " + why);
                }
                case Rendering.Verdict.No(String condition) -> {
                    Optional<String> undecided = undecided(finished, scope, condition);
                    if (undecided.isPresent()) {
                        return unknown("when it would be done: " + undecided.get());
                    }
                    if (attempt > retries) {
                        return exhausted(
                                finished,
                                retries,
                                until.get().conditions().isEmpty()
                                        ? condition
                                        : told(condition, scope(local, finished.registered())));
                    }
                    run.output().events().accept(new RunEvent.TaskRetried(ref, host, retries - attempt + 1, condition));
                    Thread.sleep(delay < 0 ? 1000 : delay);
                }
            }
        }
    }

    /** A dry run believes that what it left out, or only foresees, may bring what is waited for. */
    private Optional<String> undecided(TaskRun.Finished finished, Scope scope, String condition)
            throws ExpressionException, InterruptedException {
        boolean check = Keywords.flag(
                task.settings(), Setting.CHECK_MODE, scope, run.options().check());
        if (finished.registered() instanceof Unknown(String why)) {
            return Optional.of(why);
        }
        return check
                ? run.realms()
                        .pending(session(scope))
                        .map(pending -> "it is not so now: " + condition + ", and " + pending)
                : Optional.empty();
    }

    /** Without a condition: until it does not fail. */
    private Rendering.Verdict satisfied(
            Task.Until until, TaskRun.Finished finished, Map<String, @Nullable Object> local)
            throws ExpressionException {
        if (finished.outcome() instanceof Outcome.Unreachable) {
            return new Rendering.Verdict.Yes();
        }
        if (until.conditions().isEmpty()) {
            return finished.outcome() instanceof Outcome.Failed
                    ? new Rendering.Verdict.No("it failed")
                    : new Rendering.Verdict.Yes();
        }
        return Rendering.all(until.conditions(), scope(local, finished.registered()));
    }

    private static TaskRun.Finished counted(TaskRun.Finished finished, int attempts) {
        return new TaskRun.Finished(
                finished.outcome(),
                Results.with(finished.registered(), Map.of("attempts", (long) attempts)),
                finished.facts(),
                finished.included());
    }

    /** What {@code failed_when} forgives is no failure, as in Ansible, even if it never came to what was waited for. */
    private TaskRun.Finished exhausted(TaskRun.Finished finished, int retries, String condition) {
        if (!task.result().failedWhen().isEmpty() && !(finished.outcome() instanceof Outcome.Failed)) {
            return counted(finished, retries);
        }
        String why = finished.outcome() instanceof Outcome.Failed failed
                ? failed.message()
                : "still not so: " + condition + Words.printed(finished.registered());
        String message = "after " + retries + " retries: " + why;
        Object result =
                Results.failed(finished.registered(), message, Map.of("attempts", (long) retries, "failed", true));
        return new TaskRun.Finished(new Outcome.Failed(message), result, finished.facts());
    }

    private TaskRun.Finished once(Map<String, @Nullable Object> local)
            throws ExpressionException, InterruptedException {
        Ran ran = attempt(task.call().implementation(), scope(local));
        if (ran.includes().isPresent()) {
            return included(ran, run.files().vars(ran.includes().get(), task.context(), task.span()));
        }
        age(ran);
        Ran judged = judged(ran, local);
        return new TaskRun.Finished(judged.outcome(), Results.of(judged), judged.facts());
    }

    /** The host has the variables from here on. */
    private TaskRun.Finished included(Ran ran, Vars.Included included) {
        List<String> files = included.files().stream()
                .map(file -> file.toAbsolutePath().normalize().toString())
                .toList();
        Object result = Results.of(Ran.of(ran.outcome(), Map.of("ansible_included_var_files", files)));
        return new TaskRun.Finished(ran.outcome(), result, ran.facts(), List.of(included.vars()));
    }

    private <P extends Record> Ran attempt(TaskModule<P> module, Scope scope)
            throws ExpressionException, InterruptedException {
        Binder binder = new Binder(
                run.files(),
                task.context(),
                scope,
                task.call().expressions(),
                run.output().redactor());
        return switch (binder.bind(module, task.call())) {
            case Binding.CannotTell<P>(String why) -> undetermined(why, scope);
            case Binding.Wrong<P>(List<Binding.Fault> faults) ->
                Ran.failed(faults.stream().map(Binding.Fault::message).collect(Collectors.joining("\n")));
            case Binding.Bound<P>(P params) -> {
                List<Binding.Fault> faults = module.check(params);
                yield faults.isEmpty()
                        ? reach(module, params, scope)
                        : Ran.failed(faults.stream().map(Binding.Fault::message).collect(Collectors.joining("\n")));
            }
        };
    }

    private <P extends Record> Ran reach(TaskModule<P> module, P params, Scope scope)
            throws ExpressionException, InterruptedException {
        boolean check = Keywords.flag(
                task.settings(), Setting.CHECK_MODE, scope, run.options().check());
        boolean diff = Keywords.flag(
                task.settings(), Setting.DIFF, scope, run.options().diff());
        boolean hidden = Keywords.hidden(task.settings(), scope);
        Session session = module instanceof Control<P> ? run.realms().controller() : session(scope);
        ModuleRun moduleRun = new ModuleRun(
                run.executions().of(check),
                new Execution.Site(session, run.realms(), ref.title()),
                diff,
                run.output().clock(),
                change -> run.output()
                        .events()
                        .accept(new RunEvent.ForeseenDiffers(host, ref, hidden ? Censored.of(change) : change)));
        Work work = () -> moduleRun.run(module, params);
        try {
            return module instanceof Control<P> ? work.run() : locked(session, work, scope);
        } catch (HostException e) {
            return lost(e, check ? session.foresight().pending() : Optional.empty());
        }
    }

    /**
     * The one place where what a host could not do becomes an outcome.
     *
     * @param pending why a user or a program that is missing now may be there by then
     */
    private static Ran lost(HostException e, Optional<String> pending) {
        String message = String.valueOf(e.getMessage());
        return switch (e) {
            case HostException.Unreachable unreachable -> lost(message);
            case HostException.Interrupted interrupted ->
                lost("the connection broke while the task ran; it may have done its work in part: " + message);
            case HostException.BecomeFailed become ->
                pending.map(why -> Ran.cannotTell(message + ", and " + why)).orElseGet(() -> Ran.failed(message));
            case HostException.TimedOut overdue -> Ran.failed(message);
            case HostException.UploadFailed upload -> Ran.failed(message);
        };
    }

    private static Ran lost(String message) {
        return Ran.of(new Outcome.Unreachable(message, false), Map.of("msg", message, "unreachable", true));
    }

    private Session session(Scope scope) throws ExpressionException {
        String actedUpon =
                Keywords.text(task.settings(), Setting.DELEGATE_TO, scope).orElse(host);
        Scope theirs = actedUpon.equals(host) ? scope : run.variables().scope(actedUpon, task.context(), Map.of());
        Session session = run.sessions().session(actedUpon, task.settings(), theirs);
        Map<String, String> environment =
                Environment.of(task.settings(), scope, run.output().redactor());
        return environment.isEmpty()
                ? session
                : new Session(
                        actedUpon,
                        new EnvironmentShell(session.shell(), environment),
                        session.foresight(),
                        session.lock());
    }

    private interface Work {
        Ran run() throws HostException, InterruptedException;
    }

    /** One task at a time per host acted upon; {@code timeout} counts from when its turn has come. */
    private Ran locked(Session session, Work work, Scope scope)
            throws HostException, InterruptedException, ExpressionException {
        Optional<Amount> timeout =
                Keywords.amount(NumberKeyword.TIMEOUT, task.settings().get(Setting.TIMEOUT), scope);
        session.lock().lockInterruptibly();
        try (Deadline deadline = Deadline.of(timeout)) {
            try {
                return work.run();
            } catch (InterruptedException e) {
                if (deadline.passed()) {
                    return Ran.failed("not done within its timeout of "
                            + timeout.map(Amount::text).orElse("") + " s");
                }
                throw e;
            }
        } finally {
            session.lock().unlock();
        }
    }

    /**
     * {@code changed_when}, then {@code failed_when}, of whatever has run: each settles one field of the result and
     * leaves the other. One that cannot be evaluated is a failure, and the rest of the result stays.
     */
    private Ran judged(Ran ran, Map<String, @Nullable Object> local) {
        if (ran.outcome() instanceof Outcome.Unreachable || ran.outcome() instanceof Outcome.CannotTell) {
            return ran;
        }
        Ran whole = ran.with(Results.of(ran));
        try {
            Ran changed =
                    task.result().changedWhen().isEmpty() ? whole : changedWhen(whole, scope(local, whole.result()));
            boolean done = task.result().failedWhen().isEmpty() || changed.outcome() instanceof Outcome.CannotTell;
            return done ? changed : failedWhen(changed, scope(local, changed.result()));
        } catch (ExpressionException e) {
            String why = DiagnosticText.render(e.diagnostic()).strip();
            return whole.with(new Outcome.Failed(why), "failed", true).with("msg", why);
        }
    }

    private Ran changedWhen(Ran ran, Scope scope) throws ExpressionException {
        boolean failed = ran.outcome() instanceof Outcome.Failed;
        return switch (Rendering.all(task.result().changedWhen(), scope)) {
            case Rendering.Verdict.Yes() -> ran.with(failed ? ran.outcome() : CHANGED, "changed", true);
            case Rendering.Verdict.No(String condition) ->
                ran.with(failed ? ran.outcome() : new Outcome.Ok(), "changed", false);
            case Rendering.Verdict.CannotTell(String why) -> Ran.cannotTell("whether it would change anything: " + why);
        };
    }

    private Ran failedWhen(Ran ran, Scope scope) throws ExpressionException {
        return switch (Rendering.all(task.result().failedWhen(), scope)) {
            case Rendering.Verdict.Yes() ->
                ran.with(
                        new Outcome.Failed(
                                "failed, as failed_when says: " + holding(scope) + Words.printed(ran.result())),
                        "failed_when_result",
                        true);
            case Rendering.Verdict.No(String condition) -> ran.with(forgiven(ran), "failed_when_result", false);
            case Rendering.Verdict.CannotTell(String why) -> Ran.cannotTell("whether it would fail: " + why);
        };
    }

    private String holding(Scope scope) {
        return task.result().failedWhen().stream()
                .map(condition -> told(condition.expression().source(), scope))
                .collect(Collectors.joining(" and "));
    }

    private String told(String condition, Scope scope) {
        return Operands.told(condition, scope, run.output().redactor()::redact);
    }

    private static Outcome forgiven(Ran ran) {
        if (!(ran.outcome() instanceof Outcome.Failed)) {
            return ran.outcome();
        }
        return Results.hasChanged(ran.result()) ? new Outcome.Changed("done", List.of()) : new Outcome.Ok();
    }

    /** Something that decides about the task is unknown. */
    TaskRun.Finished cannotTell(String why, Scope scope) throws ExpressionException {
        Ran ran = undetermined(why, scope);
        age(ran);
        return new TaskRun.Finished(ran.outcome(), Results.of(ran), Map.of());
    }

    /** A real task cannot be carried out; in check mode nobody can tell what it would do. */
    private Ran undetermined(String why, Scope scope) throws ExpressionException {
        boolean check = Keywords.flag(
                task.settings(), Setting.CHECK_MODE, scope, run.options().check());
        Ran ran = run.executions().of(check).undetermined(why);
        return switch (task.call().implementation()) {
            case Resource<?> resource -> ran;
            case Procedure<?> procedure -> ran;
            case Query<?> query -> ran.withoutEffects();
            case Control<?> control -> Ran.cannotTell(why).withoutEffects();
        };
    }

    /** The effects of a task of which nobody can tell what it would do may or may not come. */
    private void age(Ran ran) {
        if (ran.outcome() instanceof Outcome.CannotTell(String why) && !ran.idle()) {
            run.realms().age(run.sessions().foresight(host), new Effect.Opaque(why), ref.title());
        }
    }

    private TaskRun.Finished unknown(String why) {
        return new TaskRun.Finished(new Outcome.CannotTell(why), new Unknown(why), Map.of());
    }

    private Scope scope(Map<String, @Nullable Object> local) {
        return run.variables().scope(host, task.context(), local);
    }

    /** With the fresh result under the name it will be registered by. */
    private Scope scope(Map<String, @Nullable Object> local, Object result) {
        Map<String, @Nullable Object> seen = new LinkedHashMap<>(local);
        task.result().register().ifPresent(name -> seen.put(name, result));
        return scope(seen);
    }
}
