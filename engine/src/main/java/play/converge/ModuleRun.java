package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.Redactor;
import play.host.HostException;
import play.host.Observed;
import play.host.StateKey;
import play.module.Answer;
import play.module.Control;
import play.module.Guest;
import play.module.Patience;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.module.Verdict;

/** Runs one module once on one host, whatever its kind; the same for a run and a dry run. */
final class ModuleRun {
    /** A module that asks for more this often is mistaken. */
    static final int MOST_ROUNDS = 16;

    static final String NO_END = " asks for more states without end";

    private final Execution execution;
    private final Execution.Site site;
    private final ConvergeOptions options;
    private final InstantSource clock;
    private final Redactor redactor;

    /** @param redactor learns what would tell of secrets that are written to files */
    ModuleRun(
            Execution execution, Execution.Site site, ConvergeOptions options, InstantSource clock, Redactor redactor) {
        this.execution = execution;
        this.site = site;
        this.options = options;
        this.clock = clock;
        this.redactor = redactor;
    }

    <P extends Record> ModuleResult run(TaskModule<P> module, P params) throws HostException, InterruptedException {
        Instant begin = clock.instant();
        ModuleResult ran = once(module, params);
        return module.tellsElapsed() && ran.result() instanceof Map
                ? ran.and(Map.of(
                        "elapsed", Duration.between(begin, clock.instant()).toSeconds()))
                : ran;
    }

    private <P extends Record> ModuleResult once(TaskModule<P> module, P params)
            throws HostException, InterruptedException {
        return switch (module) {
            case Resource<P> resource ->
                new ResourceRun<>(resource, params, execution, site, options, redactor).perform();
            case Query<P> query -> {
                Optional<Procedure<P>> acting = query.acting(params);
                yield acting.isPresent()
                        ? perform(acting.get(), params, options.inStep())
                        : asked(query, params).withoutEffects();
            }
            case Procedure<P> procedure -> perform(procedure, params, options);
            case Transfer<P> transfer -> new TransferRun<>(transfer, params, execution, site, options).perform();
            case Control<P> control -> evaluate(control, params);
            case Guest<P> guest -> new GuestRun<>(guest, params, execution, site, options).perform();
        };
    }

    private <P extends Record> ModuleResult perform(Procedure<P> procedure, P params, ConvergeOptions how)
            throws HostException, InterruptedException {
        return new ProcedureRun<>(procedure, params, execution, site, how).perform(ahead(), knowledge());
    }

    private TaskKnowledge knowledge() {
        return new TaskKnowledge(site.session(), site.realms(), execution.believes());
    }

    /** Where the task allows it, with what was read before its turn. */
    private TaskKnowledge ahead() {
        return options.following()
                .map(following -> new TaskKnowledge(site.session(), site.realms(), execution.believes(), following))
                .orElseGet(this::knowledge);
    }

    /** What is waited for changes by itself; and so may other things by then. */
    private <P extends Record> ModuleResult asked(Query<P> query, P params) throws HostException, InterruptedException {
        try {
            return ask(query, params);
        } finally {
            if (Upcoming.waits(query, params)) {
                execution.acted();
            }
        }
    }

    private <P extends Record> ModuleResult ask(Query<P> query, P params) throws HostException, InterruptedException {
        Optional<Patience> patience = execution.patience(query.patience(params));
        Asking asking = new Asking(execution.attendant(), options.warns());
        asking.tell(query.tells(params));
        Thread.sleep(patience.map(Patience::delay).orElse(Duration.ZERO));
        Optional<Duration> within = execution.believes() ? Optional.empty() : query.connects(params);
        if (within.isPresent()) {
            Optional<String> unreachable = unreachable(within.get());
            if (unreachable.isPresent()) {
                return ModuleResult.failed(
                        "after " + within.get().toSeconds() + " s the host cannot be reached: " + unreachable.get());
            }
        }
        Instant deadline = clock.instant().plus(patience.map(Patience::deadline).orElse(Duration.ZERO));
        List<StateKey<?>> probes = query.probes(params);
        boolean now = Upcoming.waits(query, params) || !site.session().ahead().isUndisturbed();
        while (true) {
            TaskKnowledge known = now ? knowledge() : ahead();
            known.learn(probes);
            Optional<String> unknown = unknown(probes, known);
            if (unknown.isPresent() && !execution.asksDespiteUnknown()) {
                return ModuleResult.cannotTell(unknown.get());
            }
            switch (answer(query, params, known)) {
                case Answer.Needs needs ->
                    throw new IllegalStateException(query.spec().name() + NO_END);
                case Answer.Found(Map<String, @Nullable Object> value, Map<String, @Nullable Object> facts) -> {
                    return new ModuleResult(outcome(value), asking.answered(query.asks(params), value), facts, true);
                }
                case Answer.Failed(String why, Map<String, @Nullable Object> value) -> {
                    return withResult(execution.stillWaiting(site, why), value);
                }
                case Answer.CommandFailed failed -> {
                    return withCommand(execution.stillWaiting(site, failed.why()), failed);
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

    private Outcome outcome(Map<String, @Nullable Object> found) {
        return Boolean.TRUE.equals(found.get("changed"))
                ? new Outcome.Changed(site.task(), List.of())
                : new Outcome.Ok();
    }

    private static ModuleResult withResult(ModuleResult failed, Map<String, @Nullable Object> value) {
        if (!(failed.outcome() instanceof Outcome.Failed(var cause, var done, var left, var ignored))) {
            return failed;
        }
        Map<String, @Nullable Object> result = new LinkedHashMap<>(value);
        result.put("msg", cause.message());
        return failed.with(result);
    }

    private static ModuleResult withCommand(ModuleResult ran, Answer.CommandFailed failed) {
        ModuleResult result = withResult(ran, failed.value());
        Cause cause = new Cause.Command(
                failed.command(),
                failed.why(),
                failed.done().exitCode(),
                failed.done().out(),
                failed.done().err());
        return ran.outcome() instanceof Outcome.Failed
                ? ModuleResult.failed(cause).with(result.result())
                : result;
    }

    /** Why no new connection could be made in all that time. */
    private Optional<String> unreachable(Duration within) throws HostException, InterruptedException {
        try {
            new Reconnection(clock, within).of(site.session().shell());
            return Optional.empty();
        } catch (HostException.Unreachable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What the query answers once all is known that it asks for. */
    private static <P extends Record> Answer answer(Query<P> query, P params, TaskKnowledge known)
            throws HostException, InterruptedException {
        Answer answer = query.answer(params, known);
        for (int round = 1; round < MOST_ROUNDS && answer instanceof Answer.Needs(var more); round++) {
            known.learn(more);
            answer = query.answer(params, known);
        }
        return answer;
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

    private static ModuleResult quiet(int verbosity) {
        return ModuleResult.of(
                new Outcome.Skipped("the run is less verbose than " + verbosity),
                Map.of("skipped", true, "skipped_reason", "Verbosity threshold not met."));
    }

    private <P extends Record> ModuleResult evaluate(Control<P> control, P params) {
        return switch (control.evaluate(params)) {
            case Verdict.Done(Map<String, @Nullable Object> result, Map<String, @Nullable Object> facts) ->
                new ModuleResult(new Outcome.Ok(), result, facts, false);
            case Verdict.Louder(int verbosity, Verdict.Done done) ->
                verbosity <= options.verbosity()
                        ? new ModuleResult(new Outcome.Ok(), done.result(), done.facts(), false)
                        : quiet(verbosity);
            case Verdict.Includes(var source) -> ModuleResult.including(source);
            case Verdict.Enrols(var enrolment, Map<String, @Nullable Object> result) ->
                ModuleResult.enrolling(enrolment, result);
            case Verdict.Undetermined(String why) ->
                ModuleResult.cannotTell(why).withoutEffects();
            case Verdict.Failed(String why, Map<String, @Nullable Object> result) ->
                ModuleResult.failed(why).and(result);
        };
    }
}
