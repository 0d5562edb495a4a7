package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.diag.Diagnostic;
import play.diag.DiagnosticText;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.RunEvent.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.UncheckedExpressionException;
import play.expression.Whole;
import play.module.Control;
import play.module.Query;
import play.playbook.Amount;
import play.playbook.Data;
import play.playbook.Loop;
import play.playbook.NumberKeyword;
import play.playbook.Setting;
import play.playbook.Task;
import play.playbook.Vars;

/** One task on one host: condition, loop, attempts, registration, notification. */
final class TaskRun {
    /**
     * How a task ended on a host.
     *
     * @param registered what {@code register} got
     * @param included variables of files that the host has got
     */
    record Finished(Outcome outcome, Object registered, Map<String, @Nullable Object> facts, List<Vars> included) {
        Finished(Outcome outcome, Object registered, Map<String, @Nullable Object> facts) {
            this(outcome, registered, facts, List.of());
        }

        /** Variables that a playbook sets, unlike what was found out about a host, are hidden by {@code no_log}. */
        Finished withSecretFacts() {
            Map<String, @Nullable Object> secret = new LinkedHashMap<>();
            facts.forEach((name, value) -> secret.put(name, Censored.value(value)));
            return new Finished(outcome, registered, secret, included);
        }

        Finished registering(Object other) {
            return new Finished(outcome, other, facts, included);
        }

        Finished with(Outcome other) {
            return new Finished(other, registered, facts, included);
        }

        /** Without what another host has got in the place of this one. */
        Finished withoutGains() {
            return new Finished(outcome, registered, Map.of());
        }
    }

    private final RunContext run;
    private final Task task;
    private final TaskRef ref;
    private final String host;

    TaskRun(RunContext run, Task task, TaskRef ref, String host) {
        this.run = run;
        this.task = task;
        this.ref = ref;
        this.host = host;
    }

    /** Runs it, tells of it, and keeps what it registered for the host. */
    Finished run() throws InterruptedException {
        Finished finished;
        try {
            Scope scope = scope(Map.of());
            finished = tolerated(attempted(scope), scope);
            notifyHandlers(finished.outcome(), scope);
        } catch (ExpressionException e) {
            finished = failed(e);
        } catch (UncheckedExpressionException e) {
            finished = failed(e.expressionException());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            finished = broken(e);
        }
        finished = finished.with(shown(finished.outcome()));
        run.output()
                .events()
                .accept(new RunEvent.TaskFinished(
                        ref,
                        host,
                        delegate(finished.outcome(), scope(Map.of())),
                        isGate(),
                        finished.outcome(),
                        shown(finished.registered())));
        return finished.registering(kept(finished.registered()));
    }

    /** What can't be evaluated is a failure like others, as in Ansible: it is registered, and may be ignored. */
    private Finished attempted(Scope scope) throws InterruptedException {
        try {
            return task.loop().isPresent() ? looped(task.loop().get(), scope) : single(scope);
        } catch (ExpressionException e) {
            Finished failed = failed(e);
            keep(failed);
            return failed;
        }
    }

    private Object shown(Object result) {
        return hidden() ? Map.of("censored", "hidden by no_log") : result;
    }

    private Outcome shown(Outcome outcome) {
        return hidden() ? Censored.of(outcome) : outcome;
    }

    private boolean hidden() {
        return Keywords.hidden(task.settings(), scope(Map.of()));
    }

    private boolean isGate() {
        return task.call().implementation() instanceof Query<?>;
    }

    /** Nobody where it is skipped, or cannot be told: each item may have another. */
    private Optional<String> delegate(Outcome outcome, Scope scope) {
        try {
            return outcome instanceof Outcome.Skipped
                    ? Optional.empty()
                    : Keywords.text(task.settings(), Setting.DELEGATE_TO, scope).filter(other -> !other.equals(host));
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }

    private Scope scope(Map<String, @Nullable Object> local) {
        return run.variables().scope(host, task.context(), local);
    }

    private Finished failed(ExpressionException e) {
        ModuleResult ran =
                ModuleResult.failed(DiagnosticText.render(e.diagnostic()).strip());
        return new Finished(ran.outcome(), Results.of(ran), Map.of());
    }

    /** An internal error in {@code play}, or too little memory, ends the task on this host and nothing more. */
    private Finished broken(Throwable fault) {
        String why = fault instanceof OutOfMemoryError
                ? "out of memory (JAVA_TOOL_OPTIONS=-Xmx4g gives play 4 GiB): " + fault.getMessage()
                : InternalFailure.told(
                        fault, task.call().implementation().spec().name());
        ModuleResult ran = ModuleResult.failed(why);
        Finished finished = new Finished(ran.outcome(), Results.of(ran), Map.of());
        keep(finished);
        return finished;
    }

    private Finished single(Scope scope) throws ExpressionException, InterruptedException {
        Finished finished = gained(conditional(Map.of(), scope), scope);
        keep(finished);
        return finished;
    }

    /** Facts and variables of files become those of the host, or with {@code delegate_facts} of the one acted upon. */
    private Finished gained(Finished raw, Scope scope) throws ExpressionException {
        Finished finished =
                hidden() && task.call().implementation() instanceof Control<?> ? raw.withSecretFacts() : raw;
        boolean given = Keywords.flag(task.settings(), Setting.DELEGATE_FACTS, scope, false);
        String owner = given
                ? Keywords.text(task.settings(), Setting.DELEGATE_TO, scope).orElse(host)
                : host;
        run.output().redactor().learn(finished.facts());
        run.variables().set(owner, finished.facts());
        finished.included().forEach(vars -> run.variables().include(owner, vars));
        return owner.equals(host) ? finished : finished.withoutGains();
    }

    private void keep(Finished finished) {
        task.result().register().ifPresent(name -> register(name, kept(finished.registered())));
    }

    /** What {@code no_log} hides stays hidden when a later task shows it. */
    private Object kept(Object registered) {
        return hidden() ? Censored.registered(registered) : registered;
    }

    private void register(String name, Object value) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put(name, value);
        run.variables().set(host, one);
    }

    /** The task with its condition, once. */
    private Finished conditional(Map<String, @Nullable Object> local, Scope scope)
            throws ExpressionException, InterruptedException {
        return switch (Rendering.all(task.settings().when(), scope)) {
            case Rendering.Verdict.Yes() -> new Attempts(run, task, ref, host).run(local);
            case Rendering.Verdict.No(String condition) ->
                new Finished(
                        new Outcome.Skipped("condition is false: " + condition), Results.skipped(condition), Map.of());
            case Rendering.Verdict.CannotTell(String why) -> cannotTell("whether it would run: " + why, scope);
        };
    }

    private Finished cannotTell(String why, Scope scope) throws ExpressionException {
        return new Attempts(run, task, ref, host).cannotTell(why, scope);
    }

    private Finished looped(Loop loop, Scope scope) throws ExpressionException, InterruptedException {
        LoopItems.Made made;
        try {
            made = LoopItems.of(
                    loop.kind(),
                    Whole.of(loop.items().value(scope), loop.items().span()));
        } catch (ExpressionException e) {
            // As in Ansible: a loop over something undefined is skipped when the condition rules the task out anyway.
            if (Rendering.all(task.settings().when(), scope) instanceof Rendering.Verdict.No(String condition)) {
                Finished skipped = new Finished(
                        new Outcome.Skipped("condition is false: " + condition), Results.skipped(condition), Map.of());
                keep(skipped);
                return skipped;
            }
            throw e;
        }
        return switch (made) {
            case LoopItems.Made.Items(List<@Nullable Object> items) -> items(loop, items);
            case LoopItems.Made.CannotTell(String why) -> {
                Finished unknown = cannotTell(why, scope);
                keep(unknown);
                yield unknown;
            }
            case LoopItems.Made.Wrong(String why) -> {
                ModuleResult ran = ModuleResult.failed(why + " (" + loop.items().span() + ")");
                yield new Finished(ran.outcome(), Results.of(ran), Map.of());
            }
        };
    }

    private Finished items(Loop loop, List<@Nullable Object> items) throws ExpressionException, InterruptedException {
        List<Results.ItemResult> results = new ArrayList<>();
        List<Vars> included = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Map<String, @Nullable Object> local = LoopItems.local(loop, items, i);
            Scope scope = scope(local);
            Finished finished = item(local, scope);
            String label = hidden() ? Censored.ITEM : label(loop, scope, items.get(i));
            Object result = Results.with(finished.registered(), itemFields(loop, local));
            results.add(new Results.ItemResult(label, finished.outcome(), result));
            included.addAll(finished.included());
            Optional<String> delegate = delegate(finished.outcome(), scope);
            run.output()
                    .events()
                    .accept(new RunEvent.ItemFinished(
                            ref, host, delegate, label, shown(finished.outcome()), shown(result)));
            if (finished.outcome() instanceof Outcome.Unreachable || breaks(loop, local, result)) {
                break;
            }
            pause(loop, scope, i + 1 < items.size());
        }
        Finished all = new Finished(joined(results), Results.loop(results), Map.of(), included);
        keep(all);
        return all;
    }

    private Finished item(Map<String, @Nullable Object> local, Scope scope) throws InterruptedException {
        try {
            return gained(conditional(local, scope), scope);
        } catch (ExpressionException e) {
            return failed(e);
        }
    }

    private static Map<String, @Nullable Object> itemFields(Loop loop, Map<String, @Nullable Object> local) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(local);
        loop.index().ifPresent(name -> fields.put("ansible_index_var", name));
        return fields;
    }

    private static String label(Loop loop, Scope scope, @Nullable Object item) {
        try {
            return loop.label().isPresent() ? Rendering.text(loop.label().get(), scope) : String.valueOf(item);
        } catch (ExpressionException e) {
            return String.valueOf(item);
        }
    }

    private boolean breaks(Loop loop, Map<String, @Nullable Object> local, Object result) throws ExpressionException {
        if (loop.breakWhen().isEmpty()) {
            return false;
        }
        Map<String, @Nullable Object> seen = new LinkedHashMap<>(local);
        task.result().register().ifPresent(name -> seen.put(name, result));
        return Rendering.all(loop.breakWhen(), scope(seen)) instanceof Rendering.Verdict.Yes;
    }

    private static void pause(Loop loop, Scope scope, boolean more) throws ExpressionException, InterruptedException {
        if (more) {
            Thread.sleep(Math.max(
                    0,
                    Keywords.amount(NumberKeyword.PAUSE, loop.pause(), scope)
                            .map(Amount::millis)
                            .orElse(0L)));
        }
    }

    /** Of a loop: unreachable, failed, cannot tell, changed, skipped or ok, in this order of weight. */
    private static Outcome joined(List<Results.ItemResult> items) {
        List<Outcome> outcomes = items.stream().map(Results.ItemResult::outcome).toList();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Unreachable) {
                return outcome;
            }
        }
        long failed = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Failed)
                .count();
        if (failed > 0) {
            return new Outcome.Failed(failed + " of " + outcomes.size() + " items failed");
        }
        long changed = outcomes.stream()
                .filter(outcome -> outcome instanceof Outcome.Changed)
                .count();
        if (changed > 0) {
            return new Outcome.Changed(changed + " of " + outcomes.size() + " items", List.of());
        }
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.CannotTell) {
                return outcome;
            }
        }
        return outcomes.stream().allMatch(outcome -> outcome instanceof Outcome.Skipped)
                ? new Outcome.Skipped(outcomes.isEmpty() ? "no items" : "all items skipped")
                : new Outcome.Ok();
    }

    /** {@code ignore_errors} and {@code ignore_unreachable}. */
    private Finished tolerated(Finished finished, Scope scope) throws ExpressionException {
        Outcome outcome = switch (finished.outcome()) {
            case Outcome.Failed failed
            when Keywords.flag(task.settings(), Setting.IGNORE_ERRORS, scope, false) -> failed.asIgnored();
            case Outcome.Unreachable lost
            when Keywords.flag(task.settings(), Setting.IGNORE_UNREACHABLE, scope, false) ->
                new Outcome.Unreachable(lost.message(), true);
            default -> finished.outcome();
        };
        return finished.with(outcome);
    }

    private void notifyHandlers(Outcome outcome, Scope scope) throws ExpressionException {
        if (!(outcome instanceof Outcome.Changed) && !(outcome instanceof Outcome.CannotTell)) {
            return;
        }
        for (Data data : task.settings().notifies()) {
            Object names = data.value(scope);
            for (Object name : names instanceof List<?> list ? list : List.of(String.valueOf(names))) {
                if (outcome instanceof Outcome.CannotTell(String why)) {
                    run.states().mayNotify(host, String.valueOf(name), why);
                } else {
                    if (!run.states().notify(host, String.valueOf(name))) {
                        throw unknownHandler(data, String.valueOf(name));
                    }
                }
            }
        }
    }

    private ExpressionException unknownHandler(Data data, String name) {
        return new ExpressionException(Diagnostic.error(
                "unknown-handler",
                "Unknown handler",
                "No handler is named '" + name + "' or listens to it.",
                data.span()));
    }
}
