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
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.HostException;
import play.host.Observed;
import play.host.StateKey;
import play.module.Action;
import play.module.Answer;
import play.module.Control;
import play.module.Guest;
import play.module.Patience;
import play.module.Plan;
import play.module.Procedure;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;
import play.module.Verdict;

/** Runs one module once on one host, whatever its kind; the same for a run and a dry run. */
final class ModuleRun {
    /** A plan that asks for more this often is a mistake of its module. */
    private static final int MOST_ROUNDS = 16;

    private static final String NO_END = " asks for more states without end";

    /** After a lost connection a change is probed and planned anew this often. */
    private static final int MOST_ATTEMPTS = 3;

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
            case Resource<P> resource -> converge(resource, params);
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

    /**
     * Nothing is repeated blindly: what a lost connection left is read, and planned from there. A change of which only
     * the answer was lost is a change all the same.
     */
    private <P extends Record> ModuleResult converge(Resource<P> resource, P params)
            throws HostException, InterruptedException {
        Optional<Begun> begun = Optional.empty();
        for (int attempt = 1; ; attempt++) {
            try {
                switch (attempt == 1 ? propose(resource, params) : propose(resource, params, knowledge())) {
                    case Proposal.Settled(ModuleResult result) -> {
                        return begun.isPresent() && result.outcome() instanceof Outcome.Ok
                                ? found(begun.get(), result)
                                : result;
                    }
                    case Proposal.Change change -> {
                        change.known().endAhead();
                        change.actions().forEach(action -> learnDigests(action, change.known()));
                        Changes changes = Changes.ahead(change.known(), change.actions(), options.diff());
                        Optional<String> objection = begun.isPresent()
                                ? Optional.empty()
                                : options.approval().change(change.title(), changes.foreseen());
                        if (objection.isPresent()) {
                            return ModuleResult.failed(objection.get());
                        }
                        begun = Optional.of(new Begun(change, changes));
                        return carryOut(resource, params, begun.get());
                    }
                }
            } catch (HostException.Interrupted lost) {
                if (attempt == MOST_ATTEMPTS) {
                    throw lost;
                }
            }
        }
    }

    /** What a secret takes the place of is most often another one. */
    private void learnDigests(Action action, TaskKnowledge known) {
        if (action instanceof Action.WriteFile write
                && redactor.learnDigests(write.content())
                && known.has(Files.at(write.path()))
                && known.of(Files.at(write.path()))
                        instanceof Observed.Known<FileState>(FileState.Regular old, var how)) {
            redactor.learnDigest(old.sha256());
        }
    }

    /** A change that was sent to the host, and what was there before. */
    private record Begun(Proposal.Change change, Changes changes) {}

    private static ModuleResult found(Begun begun, ModuleResult right) throws HostException, InterruptedException {
        List<Action> actions = begun.change().actions();
        begun.change()
                .known()
                .relearn(Changes.last(actions).values().stream()
                        .<StateKey<?>>map(Effect.Sets::key)
                        .filter(key -> key.family().rereadable())
                        .toList());
        return ModuleResult.of(
                        new Outcome.Changed(
                                begun.change().title(), begun.changes().after(actions.size())),
                        right.result())
                .and(begun.change().told());
    }

    /** That nothing is to be done is believed of what was read ahead; a change is planned from what is there now. */
    private <P extends Record> Proposal propose(Resource<P> resource, P params)
            throws HostException, InterruptedException {
        TaskKnowledge before = ahead();
        Proposal proposal = propose(resource, params, before);
        boolean unchanged =
                proposal instanceof Proposal.Settled(ModuleResult result) && result.outcome() instanceof Outcome.Ok;
        return unchanged || !before.tookAhead() || execution.believes()
                ? proposal
                : propose(resource, params, knowledge());
    }

    /** Reads what the resource asks for and has it plan. */
    private <P extends Record> Proposal propose(Resource<P> resource, P params, TaskKnowledge known)
            throws HostException, InterruptedException {
        known.learn(resource.probes(params));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            switch (resource.plan(params, known)) {
                case Plan.Unchanged() -> {
                    return new Proposal.Settled(ModuleResult.of(new Outcome.Ok(), resource.result(params, known)));
                }
                case Plan.Needs(List<StateKey<?>> more) -> known.learn(more);
                case Plan.Undetermined(String why) -> {
                    return new Proposal.Settled(execution.undetermined(why));
                }
                case Plan.Rejected(String why) -> {
                    return new Proposal.Settled(ModuleResult.failed(why));
                }
                case Plan.Change(String title, List<Action> actions) -> {
                    return new Proposal.Change(known, title, actions, resource.told(params, known));
                }
            }
        }
        throw new IllegalStateException(resource.spec().name() + NO_END);
    }

    private <P extends Record> ModuleResult carryOut(Resource<P> resource, P params, Begun begun)
            throws HostException, InterruptedException {
        Proposal.Change change = begun.change();
        Execution.Carried carried = execution.carryOut(change.known(), site, change.actions());
        carried.differences().forEach(difference -> options.differs().accept(difference.shown()));
        return carried.failure()
                .map(why -> ModuleResult.stopped(change.actions(), carried.done(), why))
                .orElseGet(() -> ModuleResult.of(
                                new Outcome.Changed(
                                        change.title(), begun.changes().after(carried.done())),
                                resource.result(params, change.known()))
                        .and(change.told()));
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
