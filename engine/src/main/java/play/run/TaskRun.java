package play.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.event.Cause;
import play.event.Outcome;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.UncheckedExpressionException;
import play.module.Query;
import play.playbook.Task;

/** One task on one host, with all items of its loop: tells of it, registers its result, notifies handlers. */
final class TaskRun {
    private final Turn turn;
    private final RunContext run;
    private final Task task;
    private final String host;
    private final NoLog log;
    private final ItemRun one;

    TaskRun(Turn turn) {
        this.turn = turn;
        this.run = turn.run();
        this.task = turn.task();
        this.host = turn.host();
        this.log = NoLog.of(task.settings(), scope());
        this.one = new ItemRun(turn, log);
    }

    /** Runs it, tells of it, and keeps what it registered for the host. */
    Finished run() throws InterruptedException {
        HostTask told = HostTask.begin(run.output().events(), turn.ref(), host);
        Finished all;
        try {
            all = attempted();
        } catch (ExpressionException e) {
            all = failed(e);
        } catch (UncheckedExpressionException e) {
            all = failed(e.expressionException());
        } catch (RuntimeException | Error e) {
            all = broken(e);
        }
        Finished finished = all.with(log.shown(all.outcome()));
        told.finish(
                one.delegate(finished, scope()),
                task.call().implementation() instanceof Query<?> && !task.call().mayAct(),
                finished.outcome(),
                log.shown(finished.registered()));
        return finished.registering(log.kept(finished.registered()));
    }

    private Finished attempted() throws ExpressionException, InterruptedException {
        return task.loop().isPresent() ? looped(new TaskLoop(turn, task.loop().get(), log)) : single();
    }

    private Finished single() throws ExpressionException, InterruptedException {
        Scope scope = scope();
        Finished finished = keep(ended(() -> one.run(turn.progress().seen(), scope, NextItems.NONE)));
        Finished tolerated = Tolerance.of(task.settings(), finished, scope);
        notifications().send(tolerated.outcome(), List.of(scope));
        return tolerated;
    }

    private Finished looped(TaskLoop loop) throws ExpressionException, InterruptedException {
        Finished ran = ended(loop::run);
        Finished finished = keep(ran);
        List<Scope> scopes = loop.carriedOut();
        boolean whole = scopes.isEmpty() || !finished.equals(ran);
        Finished tolerated = whole ? Tolerance.of(task.settings(), finished, scope()) : finished;
        notifications().send(tolerated.outcome(), scopes.isEmpty() ? List.of(scope()) : scopes);
        return tolerated;
    }

    private Notifications notifications() {
        return new Notifications(
                run.states(), task, host, handler -> !run.ledger().hasHandled(host, turn.ref(), handler));
    }

    private interface Work {
        Finished run() throws ExpressionException, InterruptedException;
    }

    /** What can't be evaluated is a failure like others, as in Ansible: it is registered, and may be ignored. */
    private static Finished ended(Work work) throws InterruptedException {
        try {
            return work.run();
        } catch (ExpressionException e) {
            return failed(e);
        }
    }

    private Scope scope() {
        return scope(turn.progress().seen());
    }

    private Scope scope(Map<String, @Nullable Object> local) {
        return run.variables().scope(host, task.context(), local);
    }

    private static Finished failed(ExpressionException e) {
        return Finished.of(ModuleResult.failed(Causes.of(e)));
    }

    /** An internal error ends the task on this host and nothing more. */
    private Finished broken(Throwable fault) {
        Cause why = InternalFailure.of(fault, task.call().implementation());
        return keep(Finished.of(ModuleResult.failed(why)));
    }

    /** Where a variable can't be made of the result, the task has failed. */
    private Finished keep(Finished finished) {
        Scope ended = scope(turn.progress().ended(finished.registered()));
        Optional<ExpressionException> fault = new Registration(
                        task.result().register(), log, run.variables().ofRun())
                .give(List.of(host), finished.registered(), ended);
        boolean lost =
                finished.outcome() instanceof Outcome.Failed || finished.outcome() instanceof Outcome.Unreachable;
        return fault.isEmpty() || lost ? finished : finished.failing(Causes.of(fault.get()), Map.of());
    }
}
