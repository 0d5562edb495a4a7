package play.converge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.StateChange;
import play.host.HostException;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Decision;
import play.module.Procedure;
import play.value.Bytes;
import play.value.Unknown;

/** Runs a procedure once: what has to be there first, what can only be done, and what follows. */
record ProcedureRun<P extends Record>(
        Procedure<P> procedure, P params, Execution execution, Execution.Site site, ConvergeOptions options) {
    /**
     * That it is not to be done is believed of what was read ahead; for all else the host is looked at in its turn, or
     * sees itself to it that things are as they were then.
     *
     * @param before what was read ahead
     * @param now nothing yet
     */
    ModuleResult perform(TaskKnowledge before, TaskKnowledge now) throws HostException, InterruptedException {
        boolean current = site.session().ahead().isCurrent();
        Optional<ModuleResult> guessed = current ? Optional.empty() : guessed();
        if (guessed.isPresent()) {
            return guessed.get();
        }
        Decision decision = decision(before);
        if (decision instanceof Decision.Skip
                || decision instanceof Decision.Needless
                || !before.tookAhead()
                || execution.believes()) {
            return perform(decision, before);
        }
        Optional<ModuleResult> done = current ? guessed() : Optional.empty();
        return done.isPresent() ? done.get() : perform(decision(now), now);
    }

    /** What it comes to where all that decides it was seen before, and is still so. */
    private Optional<ModuleResult> guessed() throws HostException, InterruptedException {
        if (execution.believes()
                || options.following().isEmpty()
                || options.background().isPresent()
                || !options.approval().isGiven()) {
            return Optional.empty();
        }
        GuessedReads guesses = new GuessedReads(site.session(), site.realms());
        TaskKnowledge known = new TaskKnowledge(site.session(), site.realms(), guesses);
        known.learn(procedure.probes(params));
        if (guesses.missed() || known.still().isEmpty()) {
            return Optional.empty();
        }
        return procedure.decide(params, known) instanceof Decision.Do(var first, Action.Run run, var after)
                        && first.isEmpty()
                        && after.isEmpty()
                ? performIf(run, known)
                : Optional.empty();
    }

    private Optional<ModuleResult> performIf(Action.Run run, TaskKnowledge known)
            throws HostException, InterruptedException {
        known.endAhead();
        Decision.Do work = new Decision.Do(run);
        Changes changes = Changes.ahead(known, work.actions(), options.diff());
        objection(work, changes);
        Timing timing = Timing.begun();
        Guarded guarded = Guarded.by(known.still().orElseThrow());
        Optional<ScriptResult> done = execution.run(site, new Decision.Do(guarded.of(run)));
        if (done.filter(guarded::isMistaken).isPresent()) {
            site.session().ahead().mistook();
            options.approval().withdraw();
            return Optional.empty();
        }
        site.session().ahead().held();
        Map<String, Object> times = procedure.tellsTimes() ? timing.ended() : Map.of();
        return Optional.of(finish(work, known, changes, done).and(times));
    }

    private Decision decision(TaskKnowledge known) throws HostException, InterruptedException {
        known.learn(procedure.probes(params));
        Decision decision = procedure.decide(params, known);
        for (int round = 1; round < ModuleRun.MOST_ROUNDS && decision instanceof Decision.Needs(var more); round++) {
            known.learn(more);
            decision = procedure.decide(params, known);
        }
        return decision;
    }

    private ModuleResult perform(Decision decision, TaskKnowledge known) throws HostException, InterruptedException {
        return switch (decision) {
            case Decision.Skip(String why, Optional<String> said) ->
                said.map(output -> ModuleResult.of(new Outcome.Ok(), unneeded(why, output)))
                        .orElseGet(
                                () -> ModuleResult.of(new Outcome.Skipped(why), Map.of("msg", why, "skipped", true)));
            case Decision.Needless(var result) -> ModuleResult.of(new Outcome.Ok(), result);
            case Decision.Undetermined(String why) -> execution.undetermined(why);
            case Decision.Rejected(String why) -> ModuleResult.failed(why);
            case Decision.Needs needs ->
                throw new IllegalStateException(procedure.spec().name() + ModuleRun.NO_END);
            case Decision.Do work -> perform(work, known);
        };
    }

    /** As if it had said so itself; what tells when it ran has not run. */
    private Map<String, @Nullable Object> unneeded(String why, String output) {
        Map<String, @Nullable Object> result = new HashMap<>();
        if (procedure.tellsTimes()) {
            result.putAll(procedure.result(params, new ScriptResult(0, Bytes.of(output), Bytes.EMPTY)));
            List.of("start", "end", "delta").forEach(time -> result.put(time, null));
        }
        result.put("msg", why);
        result.put("rc", 0L);
        result.put("stdout", output);
        result.put("stderr", "");
        return result;
    }

    /** Nothing of it is repeated, whatever becomes of the connection. */
    private ModuleResult perform(Decision.Do work, TaskKnowledge known) throws HostException, InterruptedException {
        if (work.after().stream().anyMatch(action -> action instanceof Action.AwaitReturn<?>)
                && site.session().shell().isHere()) {
            return ModuleResult.failed("'" + work.run().title() + "' would take down this machine, on which play runs:"
                    + " it is reached by connection: local");
        }
        known.endAhead();
        Changes changes = Changes.ahead(known, work.actions(), options.diff());
        Optional<String> objection = objection(work, changes);
        if (objection.isPresent()) {
            return ModuleResult.failed(objection.get());
        }
        Execution.Carried before = carryOut(work.before(), known);
        if (before.failure().isPresent()) {
            return ModuleResult.stopped(
                    work.actions(), before.done(), before.failure().get());
        }
        Optional<JobRun> job = job(work, known);
        if (job.isPresent()) {
            return inBackground(work, known, job.get(), changes);
        }
        Timing timing = Timing.begun();
        Optional<ScriptResult> done = execution.run(site, work);
        Map<String, Object> times = done.isPresent() && procedure.tellsTimes() ? timing.ended() : Map.of();
        return finish(work, known, changes, done).and(times);
    }

    /** What is run is part of what is changed. One that changes nothing needs nobody's word. */
    private Optional<String> objection(Decision.Do work, Changes changes) {
        if (!procedure.changes()) {
            return Optional.empty();
        }
        Script script = work.run().script();
        String text = script.text() + script.stdin().base64();
        List<StateChange> all = new ArrayList<>(changes.foreseen());
        all.add(new StateChange(
                "what is run", work.run().title(), List.of(new StateChange.Field("text", "", text)), Optional.empty()));
        return options.approval().change(work.run().title(), all);
    }

    /** Where nothing is left to do after it, it can go on by itself. */
    private Optional<JobRun> job(Decision.Do work, TaskKnowledge known) {
        return options.background()
                .filter(job -> !options.check() && work.after().isEmpty())
                .map(job -> new JobRun(site, known, job));
    }

    private ModuleResult inBackground(Decision.Do work, TaskKnowledge known, JobRun job, Changes changes)
            throws HostException, InterruptedException {
        Background background = options.background().orElseThrow();
        if (background.isLeft()) {
            execution.leavesRunning();
        }
        try {
            String folder = job.start(work.run(), procedure.changes());
            if (background.isLeft()) {
                Map<String, @Nullable Object> fields = background.fields(folder, false);
                fields.put("changed", procedure.changes());
                return ModuleResult.of(outcome(work, changes, procedure.changes()), fields);
            }
            Timing timing = Timing.begun();
            Optional<ScriptResult> done = Optional.of(job.await());
            Map<String, Object> times = procedure.tellsTimes() ? timing.ended() : Map.of();
            return finish(work, known, changes, done).and(times).and(background.fields(folder, true));
        } catch (JobRun.Lost e) {
            return ModuleResult.stopped(
                    work.actions(), work.before().size(), new Cause.Reason(String.valueOf(e.getMessage())));
        } finally {
            execution.acted();
        }
    }

    private ModuleResult finish(Decision.Do work, TaskKnowledge known, Changes changes, Optional<ScriptResult> done)
            throws HostException, InterruptedException {
        Optional<String> failure = done.flatMap(result -> procedure.failure(params, result));
        if (failure.isPresent()) {
            return failed(work, done.get(), failure.get());
        }
        Execution.Carried after = carryOut(work.after(), known);
        if (after.failure().isPresent()) {
            return ModuleResult.stopped(
                    work.actions(),
                    work.before().size() + 1 + after.done(),
                    after.failure().get());
        }
        report(execution.compare(known, work));
        if (done.isEmpty() && (!procedure.changes() || procedure.tellsChange(params))) {
            // What is so afterwards in any case is foreseen by now.
            return ModuleResult.cannotTell("'" + work.run().title() + "' is not done in a dry run")
                    .withoutEffects();
        }
        boolean changed = done.map(result -> procedure.changed(params, result)).orElseGet(procedure::changes);
        return ModuleResult.of(
                outcome(work, changes, changed),
                done.<Object>map(result -> procedure.result(params, result))
                        .orElseGet(() -> new Unknown("'" + site.task() + "' was not run in the dry run")));
    }

    private static Outcome outcome(Decision.Do work, Changes changes, boolean changed) {
        return changed
                ? new Outcome.Changed(
                        work.run().title(), changes.after(work.actions().size()))
                : new Outcome.Ok();
    }

    private Execution.Carried carryOut(List<Action> actions, TaskKnowledge known)
            throws HostException, InterruptedException {
        Execution.Carried carried = execution.carryOut(known, site, actions);
        report(carried.differences());
        return carried;
    }

    private void report(List<Execution.Differs> differences) {
        differences.forEach(difference -> options.differs().accept(difference.shown()));
    }

    private ModuleResult failed(Decision.Do work, ScriptResult done, String why) {
        Map<String, @Nullable Object> result = new HashMap<>(procedure.result(params, done));
        result.put("msg", why);
        result.put("changed", procedure.changed(params, done));
        Cause cause = procedure.printsWords()
                ? new Cause.Command(work.run().title(), why, done.exitCode(), done.out(), done.err())
                : new Cause.Reason(work.run().title() + ": " + why);
        return ModuleResult.stopped(work.actions(), work.before().size(), cause).with(result);
    }
}
