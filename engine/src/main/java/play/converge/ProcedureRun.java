package play.converge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.host.HostException;
import play.host.ScriptResult;
import play.module.Action;
import play.module.Decision;
import play.module.Procedure;
import play.value.Unknown;

/** Runs a procedure once: what has to be there first, what can only be done, and what follows. */
record ProcedureRun<P extends Record>(
        Procedure<P> procedure, P params, Execution execution, Execution.Site site, ConvergeOptions options) {
    /** @param known nothing yet */
    ModuleResult perform(TaskKnowledge known) throws HostException, InterruptedException {
        known.learn(procedure.probes(params));
        return switch (procedure.decide(params, known)) {
            case Decision.Skip(String why) -> ModuleResult.of(new Outcome.Ok(), skipped(why));
            case Decision.Undetermined(String why) -> execution.undetermined(why);
            case Decision.Rejected(String why) -> ModuleResult.failed(why);
            case Decision.Do work -> perform(work, known);
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

    /** Nothing of it is repeated, whatever becomes of the connection. */
    private ModuleResult perform(Decision.Do work, TaskKnowledge known) throws HostException, InterruptedException {
        Changes changes = Changes.ahead(known, work.actions(), options.diff());
        Execution.Carried before = carryOut(work.before(), known);
        if (before.failure().isPresent()) {
            return ModuleResult.stopped(
                    work.actions(), before.done(), before.failure().get());
        }
        Optional<ScriptResult> done = execution.run(site, work);
        Optional<String> failure = done.flatMap(result -> procedure.failure(params, result));
        if (failure.isPresent()) {
            return failed(work, before.done(), done.get(), failure.get());
        }
        Execution.Carried after = carryOut(work.after(), known);
        if (after.failure().isPresent()) {
            return ModuleResult.stopped(
                    work.actions(),
                    before.done() + 1 + after.done(),
                    after.failure().get());
        }
        report(execution.compare(known, work));
        if (done.isEmpty() && !procedure.changes()) {
            return ModuleResult.cannotTell("'" + work.run().title() + "' is not done in a dry run");
        }
        return ModuleResult.of(
                procedure.changes()
                        ? new Outcome.Changed(
                                work.run().title(), changes.after(work.actions().size()))
                        : new Outcome.Ok(),
                done.<Object>map(result -> procedure.result(params, result))
                        .orElseGet(() -> new Unknown("'" + site.task() + "' was not run in the dry run")));
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

    private ModuleResult failed(Decision.Do work, int before, ScriptResult done, String why) {
        Map<String, @Nullable Object> result = new HashMap<>(procedure.result(params, done));
        result.put("msg", why);
        result.put("changed", procedure.changes());
        Cause cause = new Cause.Command(work.run().title(), why, done.exitCode(), done.out(), done.err());
        return ModuleResult.stopped(work.actions(), before, cause).with(result);
    }
}
