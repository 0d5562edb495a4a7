package play.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.event.Cause;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.expression.ShownValue;
import play.playbook.Amount;
import play.playbook.Loop;
import play.playbook.NumberKeyword;
import play.playbook.Task;
import play.playbook.Vars;

/** The loop of a task on one host, item by item. */
final class TaskLoop {
    private final RunContext run;
    private final Task task;
    private final Loop loop;
    private final TaskRef ref;
    private final String host;
    private final NoLog log;
    private final ItemRun one;
    private final TaskProgress progress;
    private final List<Scope> carriedOut = new ArrayList<>();

    TaskLoop(Turn turn, Loop loop, NoLog log) {
        this.run = turn.run();
        this.task = turn.task();
        this.loop = loop;
        this.ref = turn.ref();
        this.host = turn.host();
        this.log = log;
        this.one = new ItemRun(turn, log);
        this.progress = turn.progress();
    }

    Finished run() throws ExpressionException, InterruptedException {
        Scope scope = scope(progress.seen());
        LoopItems.Made made;
        try {
            made = LoopItems.of(loop, scope);
        } catch (ExpressionException e) {
            // As in Ansible: a loop over something undefined is skipped when the condition rules the task out anyway.
            if (Rendering.all(task.settings().when(), scope) instanceof Rendering.Verdict.No no) {
                return Finished.skipped(no);
            }
            throw e;
        }
        return switch (made) {
            case LoopItems.Made.Items(List<@Nullable Object> items) -> items(items);
            case LoopItems.Made.Undetermined(String why) -> one.cannotTell(why, scope);
            case LoopItems.Made.Wrong(String why) ->
                Finished.of(ModuleResult.failed(why + " (" + loop.items().span() + ")"));
        };
    }

    /** What each item that was not skipped sees. */
    List<Scope> carriedOut() {
        return carriedOut;
    }

    private Scope scope(Map<String, @Nullable Object> local) {
        return run.variables().scope(host, task.context(), local);
    }

    private Finished items(List<@Nullable Object> items) throws ExpressionException, InterruptedException {
        // Once and before the first item, as in Ansible.
        long pause = Keywords.amount(NumberKeyword.PAUSE, loop.pause(), scope(Map.of()))
                .map(Amount::millis)
                .orElse(0L);
        LoopNames names = LoopNames.of(loop, scope(Map.of()));
        List<Results.ItemResult> results = new ArrayList<>();
        List<Vars> included = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            if (i > 0) {
                Thread.sleep(Math.max(0, pause));
            }
            progress.begins(LoopItems.local(loop, names, items, i));
            Map<String, @Nullable Object> local = progress.seen();
            Scope scope = scope(local);
            Elapsed elapsed = Elapsed.now();
            Ended ended = item(local, scope, new NextItems(items, names, i + 1));
            Finished finished = ended.item();
            progress.ends(finished.registered());
            String label = log.label(label(scope, items.get(i)));
            results.add(new Results.ItemResult(label, finished.outcome(), finished.registered()));
            included.addAll(finished.included());
            run.output()
                    .events()
                    .accept(new RunEvent.ItemFinished(
                            ref,
                            host,
                            one.delegate(finished, scope),
                            i,
                            label,
                            log.shown(finished.outcome()),
                            log.shown(finished.registered()),
                            elapsed.millis()));
            if (!(finished.outcome() instanceof Outcome.Skipped)) {
                carriedOut.add(scope);
            }
            if (ended.last()) {
                break;
            }
        }
        return new Finished(LoopOutcome.of(results), Results.loop(results), Map.of(), included);
    }

    /**
     * How an item ended.
     *
     * @param last whether the loop ends with it
     */
    private record Ended(Finished item, boolean last) {}

    /** Whatever of it can't be evaluated is its failure, which may be ignored as any other. */
    private Ended item(Map<String, @Nullable Object> local, Scope scope, NextItems next) throws InterruptedException {
        Finished attempted = attempted(local, scope, next);
        Finished finished = attempted.registering(
                Results.with(attempted.registered(), next.names().fields(progress.item())));
        boolean last = false;
        try {
            last = breaks(finished.registered());
        } catch (ExpressionException e) {
            finished = unbroken(finished, Causes.of(e));
            last = true;
        }
        return new Ended(tolerated(finished, scope), last);
    }

    private Finished attempted(Map<String, @Nullable Object> local, Scope scope, NextItems next)
            throws InterruptedException {
        try {
            return one.run(local, scope, next);
        } catch (ExpressionException e) {
            return Finished.of(ModuleResult.failed(Causes.of(e)));
        }
    }

    private Finished tolerated(Finished finished, Scope scope) {
        try {
            return Tolerance.of(task.settings(), finished, scope);
        } catch (ExpressionException e) {
            return finished.failing(Causes.of(e), Map.of());
        }
    }

    /** Nobody can say whether the loop ends here; what went wrong before that is the better reason. */
    private static Finished unbroken(Finished finished, Cause why) {
        boolean worse =
                finished.outcome() instanceof Outcome.Failed || finished.outcome() instanceof Outcome.Unreachable;
        Map<String, Object> told = Map.of("break_when_result", why.message());
        return worse ? finished.registering(Results.with(finished.registered(), told)) : finished.failing(why, told);
    }

    private String label(Scope scope, @Nullable Object item) {
        try {
            return loop.label().isPresent() ? Rendering.text(loop.label().get(), scope) : ShownValue.of(item);
        } catch (ExpressionException e) {
            return ShownValue.of(item);
        }
    }

    private boolean breaks(Object result) throws ExpressionException {
        if (loop.breakWhen().isEmpty()) {
            return false;
        }
        return Rendering.all(loop.breakWhen(), scope(progress.seen(result))) instanceof Rendering.Verdict.Yes;
    }
}
