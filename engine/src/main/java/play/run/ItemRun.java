package play.run;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.converge.ModuleResult;
import play.event.Outcome;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.load.NamedLater;
import play.module.Control;
import play.playbook.Setting;
import play.playbook.Task;

/** A task on one host, once: outside loops, or for one item of its loop. */
final class ItemRun {
    private final Turn turn;
    private final RunContext run;
    private final Task task;
    private final String host;
    private final NoLog log;
    private final Unreached unreached = new Unreached();

    ItemRun(Turn turn, NoLog log) {
        this.turn = turn;
        this.run = turn.run();
        this.task = turn.task();
        this.host = turn.host();
        this.log = log;
    }

    /**
     * @param local variables of the item
     * @param next the items after it
     */
    Finished run(Map<String, @Nullable Object> local, Scope scope, NextItems next)
            throws ExpressionException, InterruptedException {
        Rendering.Verdict verdict = Rendering.all(task.settings().when(), scope);
        if (verdict instanceof Rendering.Verdict.Yes && task.call().implementation() instanceof NamedLater later) {
            return switch (LateModule.of(task, later, scope)) {
                case LateModule.Found.Named(Task named) ->
                    new ItemRun(turn.as(named), log).given(verdict, local, scope, next);
                case LateModule.Found.Undetermined(String why) -> cannotTell(why, scope);
                case LateModule.Found.Wrong(ModuleResult why) -> Finished.of(why);
            };
        }
        return given(verdict, local, scope, next);
    }

    /** @param verdict whether it is to be done */
    private Finished given(Rendering.Verdict verdict, Map<String, @Nullable Object> local, Scope scope, NextItems next)
            throws ExpressionException, InterruptedException {
        return gained(conditional(verdict, local, scope, next), scope);
    }

    private Finished conditional(
            Rendering.Verdict verdict, Map<String, @Nullable Object> local, Scope scope, NextItems next)
            throws ExpressionException, InterruptedException {
        return switch (verdict) {
            case Rendering.Verdict.Yes() -> new Attempts(turn, next, unreached).run(local);
            case Rendering.Verdict.No no -> Finished.skipped(no);
            case Rendering.Verdict.Undetermined(String why) -> cannotTell("whether it would run: " + why, scope);
        };
    }

    Finished cannotTell(String why, Scope scope) throws ExpressionException {
        return new Attempts(turn, NextItems.NONE, unreached).cannotTell(why, scope);
    }

    /** Facts and variables of files become those of the host, or with {@code delegate_facts} of the one acted upon. */
    private Finished gained(Finished raw, Scope scope) throws ExpressionException {
        Finished finished = log.gained(raw, task.call().implementation() instanceof Control<?>);
        boolean given = Keywords.flag(task.settings(), Setting.DELEGATE_FACTS, scope, false);
        String owner = given
                ? Keywords.text(task.settings(), Setting.DELEGATE_TO, scope).orElse(host)
                : host;
        run.output().redactor().learn(finished.facts());
        finished.giveTo(owner, task, run.variables().ofRun());
        return owner.equals(host) ? finished : finished.withoutGains();
    }

    /** The host it acted upon, where that is another one. Nobody where it is skipped, or cannot be told. */
    Optional<String> delegate(Finished finished, Scope scope) {
        try {
            return finished.outcome() instanceof Outcome.Skipped
                    ? Optional.empty()
                    : Keywords.text(task.settings(), Setting.DELEGATE_TO, scope).filter(other -> !other.equals(host));
        } catch (ExpressionException e) {
            return Optional.empty();
        }
    }
}
