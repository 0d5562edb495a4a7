package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.converge.Approval;
import play.converge.ModuleResult;
import play.event.Outcome;
import play.event.StateChange;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.module.Control;
import play.module.Query;
import play.module.Resource;
import play.module.TaskModule;
import play.module.Transfer;

/**
 * One task on one host, once, as the ledger of the run sees it: what an earlier run has done of it, and what is kept of
 * it now. What can be looked at is looked at again; what can only be done, and was, is not repeated.
 */
final class Recollection {
    private static final Outcome CHANGED = new Outcome.Changed("changed in an earlier run", List.of());

    private final Turn turn;
    private final Approvals.Instance instance;
    private Optional<Ledger.CallSource> call = Optional.empty();
    private Optional<Ledger.Earlier> earlier = Optional.empty();
    private Optional<Scope> scope = Optional.empty();
    private String acted = "";
    private boolean taken;
    private boolean real;
    private boolean begun;

    Recollection(Turn turn, NextItems next) {
        this.turn = turn;
        this.instance = new Approvals.Instance(turn.host(), turn.ref(), next.current());
    }

    /**
     * Whether an earlier run has done all of it, so that nothing is left to do.
     *
     * @param host that it acts upon
     * @param check whether it is only foretold
     */
    boolean takes(TaskModule<?> module, Record params, Scope scope, String host, boolean check)
            throws ExpressionException {
        real = !check;
        acted = host;
        this.scope = Optional.of(scope);
        Ledger.CallSource source = () -> call(module, params, scope, host);
        call = Optional.of(source);
        boolean looked = module instanceof Resource<?> || module instanceof Transfer<?> || module instanceof Control<?>;
        boolean again = isRepeated()
                || turn.ref().handler()
                || check != turn.run().options().check();
        if (looked || again || !turn.run().ledger().remembers()) {
            return false;
        }
        earlier = turn.run().ledger().taken(source.call()).filter(this::isEnough);
        taken = earlier.isPresent();
        return taken;
    }

    /** What is repeated waits for something, which may be otherwise by now. */
    private boolean isRepeated() {
        return turn.task().result().until().isPresent();
    }

    private boolean isEnough(Ledger.Earlier known) {
        return !isRegistered() || known.ending().registered().isPresent();
    }

    private Ledger.Call call(TaskModule<?> module, Record params, Scope scope, String host) throws ExpressionException {
        Map<String, String> around = new LinkedHashMap<>(Environment.of(
                turn.task().settings(), scope, turn.run().output().redactor()));
        CallText.users(turn.task().settings(), scope).forEach((name, value) -> around.put("=" + name, value));
        // On which host it is done once for all says nothing of what is done.
        boolean anywhere = host.equals(turn.host()) && !turn.sharers().isEmpty();
        return new Ledger.Call(
                instance,
                host,
                turn.sharers(),
                CallText.of(module.spec().name(), params, around, anywhere ? "" : host));
    }

    /** How it ended in the earlier run, where nothing is done now. */
    Optional<Finished> finished() {
        return earlier.filter(known -> taken).map(known -> {
            Ledger.Ending ending = known.ending();
            Object registered = ending.registered()
                    .orElseGet(() -> Map.<String, Object>of("changed", ending.changed(), "failed", false));
            return new Finished(ok(known, ending.changed()), registered, ending.facts());
        });
    }

    private Outcome.Ok ok(Ledger.Earlier known, boolean changed) {
        return new Outcome.Ok(Optional.of(new Outcome.Before(known.run(), changed, taken)));
    }

    /** Asks whoever is to be asked, and keeps that something is about to change. */
    Approval asking(Approval approval) {
        return new Approval() {
            @Override
            public Optional<String> change(String title, List<StateChange> changes) {
                return begins(approval.change(title, changes));
            }

            @Override
            public Optional<String> anything(String why) {
                return begins(approval.anything(why));
            }

            @Override
            public void withdraw() {
                begun = false;
                if (real) {
                    turn.run().ledger().withdraws(instance);
                }
            }

            @Override
            public boolean isGiven() {
                return approval.isGiven();
            }
        };
    }

    private Optional<String> begins(Optional<String> objection) {
        if (objection.isEmpty()) {
            begun = true;
            if (real) {
                turn.run().ledger().begins(instance);
            }
        }
        return objection;
    }

    /** That nothing is left to change counts as changed where an earlier run has come to change it. */
    ModuleResult since(ModuleResult ran) throws ExpressionException {
        earlier = Optional.empty();
        if (!(ran.outcome() instanceof Outcome.Ok)
                || call.isEmpty()
                || !turn.run().ledger().remembers()) {
            return ran;
        }
        earlier = turn.run().ledger().changed(instance, call.get());
        return earlier.isEmpty() ? ran : Results.with(ran, CHANGED, Map.of("changed", true));
    }

    /** The task as it ended, which is kept where it is not sure to be looked at again. */
    Finished ended(TaskModule<?> module, Finished finished) throws ExpressionException {
        Finished told = earlier.isPresent() && finished.outcome() instanceof Outcome.Changed
                ? asBefore(finished, earlier.get())
                : finished;
        if (begun && !(told.outcome() instanceof Outcome.Ok)) {
            turn.run().ledger().changedAnew(List.of(turn.host(), acted));
        }
        boolean well = told.outcome() instanceof Outcome.Changed || told.outcome() instanceof Outcome.Ok;
        boolean asked =
                module instanceof Query<?> && (isRegistered() || !told.facts().isEmpty());
        if (well && real && call.isPresent() && (begun || asked)) {
            keep(told);
        }
        return told;
    }

    private boolean isRegistered() {
        return !turn.task().result().register().isEmpty();
    }

    private void keep(Finished ended) throws ExpressionException {
        boolean changed = ended.outcome() instanceof Outcome.Changed
                || (ended.outcome() instanceof Outcome.Ok ok && ok.wasChanged());
        boolean hidden = Keywords.hidden(turn.task().settings(), scope.orElseThrow());
        boolean again = isRepeated() || (hidden && !ended.facts().isEmpty());
        Object shown = hidden ? Censored.registered(ended.registered()) : ended.registered();
        turn.run()
                .ledger()
                .ended(
                        call.orElseThrow().call(),
                        new Ledger.Ending(
                                changed,
                                isRegistered() ? Optional.of(shown) : Optional.empty(),
                                again ? Map.of() : ended.facts()),
                        again);
    }

    private Finished asBefore(Finished finished, Ledger.Earlier known) {
        Map<String, @Nullable Object> changed = Map.of("changed", true);
        Object registered = known.ending().registered().orElseGet(() -> Results.with(finished.registered(), changed));
        return new Finished(ok(known, true), registered, finished.facts(), finished.included());
    }
}
