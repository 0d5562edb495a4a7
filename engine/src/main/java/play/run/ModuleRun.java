package play.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import play.event.Outcome;
import play.event.StateChange;
import play.host.HostException;
import play.host.HostState;
import play.host.Observed;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Control;
import play.module.Decision;
import play.module.Patience;
import play.module.Plan;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Verdict;
import play.value.Unknown;

/** Runs one module once on one host, whatever its kind; the same for a run and a dry run. */
final class ModuleRun {
    /** A plan that asks for more this often is a mistake of its module. */
    private static final int MOST_ROUNDS = 16;

    /** After a lost connection a change is probed and planned anew this often. */
    private static final int MOST_ATTEMPTS = 3;

    private final Execution execution;
    private final Execution.Site site;
    private final boolean withText;
    private final InstantSource clock;
    private final Consumer<StateChange> differs;

    /**
     * @param withText whether diffs show contents of files
     * @param differs takes each state that was found other than foreseen
     */
    ModuleRun(
            Execution execution,
            Execution.Site site,
            boolean withText,
            InstantSource clock,
            Consumer<StateChange> differs) {
        this.execution = execution;
        this.site = site;
        this.withText = withText;
        this.clock = clock;
        this.differs = differs;
    }

    <P extends Record> Ran run(TaskModule<P> module, P params) throws HostException, InterruptedException {
        return switch (module) {
            case Resource<P> resource -> converge(resource, params);
            case Query<P> query -> ask(query, params).withoutEffects();
            case Procedure<P> procedure -> perform(procedure, params);
            case Control<P> control -> evaluate(control, params);
        };
    }

    private TaskKnowledge knowledge() {
        return new TaskKnowledge(site.session(), site.realms(), execution.believes());
    }

    private <P extends Record> Ran converge(Resource<P> resource, P params) throws HostException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return convergeOnce(resource, params);
            } catch (HostException.Interrupted lost) {
                // Nothing is repeated blindly: what the lost connection left is read, and planned from there.
                if (attempt == MOST_ATTEMPTS) {
                    throw lost;
                }
            }
        }
    }

    private <P extends Record> Ran convergeOnce(Resource<P> resource, P params)
            throws HostException, InterruptedException {
        TaskKnowledge known = knowledge();
        known.learn(resource.probes(params));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            switch (resource.plan(params, known)) {
                case Plan.Unchanged() -> {
                    return Ran.of(new Outcome.Ok(), resource.result(params, known));
                }
                case Plan.Needs(List<StateKey<?>> more) -> known.learn(more);
                case Plan.Undetermined(String why) -> {
                    return execution.undetermined(why);
                }
                case Plan.Rejected(String why) -> {
                    return Ran.failed(why);
                }
                case Plan.Change(String title, List<Action> actions) -> {
                    return change(resource, params, known, title, actions);
                }
            }
        }
        throw new IllegalStateException(resource.spec().name() + " asks for more states without end");
    }

    private <P extends Record> Ran change(
            Resource<P> resource, P params, TaskKnowledge known, String title, List<Action> actions)
            throws HostException, InterruptedException {
        Changes changes = Changes.ahead(known, actions, withText);
        Execution.Carried carried = execution.carryOut(known, site, actions);
        carried.differences().forEach(this::report);
        List<StateChange> made = changes.after(carried.done());
        if (carried.failure().isPresent()) {
            List<String> steps = Steps.titles(actions);
            String why = carried.failure().get();
            return Ran.of(
                    new Outcome.Failed(
                            why, steps.subList(0, carried.done()), steps.subList(carried.done(), steps.size()), false),
                    Map.of("msg", why, "changed", carried.done() > 0));
        }
        return Ran.of(new Outcome.Changed(title, made), resource.result(params, known));
    }

    private void report(Execution.Differs difference) {
        List<StateChange.Field> fields = difference.found() instanceof Observed.Known<?>(HostState found, var how)
                ? States.fields(difference.foreseen(), found)
                : List.of(new StateChange.Field("state", "foreseen", "unknown"));
        differs.accept(new StateChange(
                difference.key().family().name(), difference.key().id(), fields, Optional.empty()));
    }

    private <P extends Record> Ran ask(Query<P> query, P params) throws HostException, InterruptedException {
        Optional<Patience> patience = execution.patience(query.patience(params));
        Thread.sleep(patience.map(Patience::delay).orElse(Duration.ZERO));
        Instant deadline = clock.instant().plus(patience.map(Patience::deadline).orElse(Duration.ZERO));
        List<StateKey<?>> probes = query.probes(params);
        while (true) {
            TaskKnowledge known = knowledge();
            known.learn(probes);
            Optional<String> unknown = unknown(probes, known);
            if (unknown.isPresent() && !execution.asksDespiteUnknown()) {
                return Ran.cannotTell(unknown.get());
            }
            switch (query.answer(params, known)) {
                case Answer.Found(Map<String, @Nullable Object> value) -> {
                    return Ran.of(new Outcome.Ok(), value);
                }
                case Answer.Failed(String why) -> {
                    return execution.stillWaiting(site, why);
                }
                case Answer.Waiting(String why) -> {
                    if (patience.isEmpty() || clock.instant().isAfter(deadline)) {
                        return execution.stillWaiting(
                                site,
                                patience.map(p -> "after " + p.deadline().toSeconds() + " s: " + why)
                                        .orElse(why));
                    }
                    Thread.sleep(patience.get().pause());
                }
            }
        }
    }

    private static Optional<String> unknown(List<StateKey<?>> probes, TaskKnowledge known) {
        return probes.stream()
                .<String>mapMulti((key, reasons) -> {
                    if (known.of(key) instanceof Observed.Unknown<?>(String reason)) {
                        reasons.accept(reason);
                    }
                })
                .findFirst();
    }

    private <P extends Record> Ran perform(Procedure<P> procedure, P params)
            throws HostException, InterruptedException {
        TaskKnowledge known = knowledge();
        known.learn(procedure.probes(params));
        return switch (procedure.decide(params, known)) {
            case Decision.Skip(String why) -> Ran.of(new Outcome.Ok(), skipped(why));
            case Decision.Undetermined(String why) -> execution.undetermined(why);
            case Decision.Do(Action.Run run) -> perform(procedure, params, run);
        };
    }

    private static Map<String, @Nullable Object> skipped(String why) {
        Map<String, @Nullable Object> result = new HashMap<>();
        result.put("msg", why);
        result.put("rc", 0L);
        result.put("stdout", "");
        result.put("stderr", "");
        return result;
    }

    private <P extends Record> Ran perform(Procedure<P> procedure, P params, Action.Run run)
            throws HostException, InterruptedException {
        Optional<ScriptResult> done = execution.run(site, run);
        if (done.isEmpty()) {
            return Ran.of(
                    new Outcome.Changed(run.title(), List.of()),
                    new Unknown("'" + site.task() + "' was not run in the dry run"));
        }
        Map<String, @Nullable Object> result = new HashMap<>(procedure.result(params, done.get()));
        Optional<String> failure = procedure.failure(params, done.get());
        if (failure.isEmpty()) {
            return Ran.of(new Outcome.Changed(run.title(), List.of()), result);
        }
        result.put("msg", failure.get());
        result.put("changed", true);
        return Ran.of(
                new Outcome.Failed(run.title() + ": " + failure.get()
                        + Words.printed(done.get().err(), done.get().out())),
                result);
    }

    private <P extends Record> Ran evaluate(Control<P> control, P params) {
        return switch (control.evaluate(params)) {
            case Verdict.Done(Map<String, @Nullable Object> result, Map<String, @Nullable Object> facts) ->
                new Ran(new Outcome.Ok(), result, facts, false);
            case Verdict.Includes(var source) -> Ran.including(source);
            case Verdict.Undetermined(String why) -> Ran.cannotTell(why).withoutEffects();
            case Verdict.Failed(String why) -> Ran.failed(why);
        };
    }
}
