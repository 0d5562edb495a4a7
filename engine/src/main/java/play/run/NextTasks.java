package play.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import play.converge.Following;
import play.converge.Session;
import play.converge.Upcoming;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.EnvironmentVariable;
import play.host.Home;
import play.host.HostException;
import play.host.Observed;
import play.module.Control;
import play.module.Guest;
import play.module.TaskModule;
import play.module.Transfer;
import play.param.Binding;
import play.playbook.Loop;
import play.playbook.Setting;
import play.playbook.Task;
import play.schedule.TagSelection;
import play.vars.StepTags;

/**
 * What follows a task on its host, bound as far as that can be done now. All of it is done again when its turn comes;
 * what cannot be told yet, or would be wrong, is left to that.
 */
final class NextTasks implements Following {
    /** What it takes to know an account's directory is read in the task's turn. */
    private static final PathLookup NOBODY_ASKS = new PathLookup() {
        @Override
        public Map<String, Observed<Home>> homes(Set<String> accounts) throws HostException {
            throw new HostException.Unreachable("not asked ahead");
        }

        @Override
        public Map<String, Observed<EnvironmentVariable>> variables(Set<String> names) throws HostException {
            throw new HostException.Unreachable("not asked ahead");
        }
    };

    private final Turn turn;
    private final NextItems items;
    private final Session session;

    NextTasks(Turn turn, NextItems items, Session session) {
        this.turn = turn;
        this.items = items;
        this.session = session;
    }

    @Override
    public List<Upcoming<?>> next(int most) {
        Taken taken = new Taken(new ArrayList<>(), most);
        boolean on = turn.task().loop().isEmpty() || items.from() == 0 || addItems(turn.task(), items, taken);
        for (Task task : turn.next().tasks(most)) {
            if (!on || taken.isFull()) {
                break;
            }
            on = !isSelected(task) || add(task, taken);
        }
        return taken.all();
    }

    private record Taken(List<Upcoming<?>> all, int most) {
        boolean isFull() {
            return all.size() >= most;
        }
    }

    private boolean isSelected(Task task) {
        try {
            return new TagSelection(
                            turn.run().options().tags(), turn.run().options().skipTags())
                    .selects(new StepTags(turn.run().variables()).of(task));
        } catch (ExpressionException | RuntimeException | StackOverflowError untold) {
            return false;
        }
    }

    /** Whether more can follow. */
    private boolean add(Task task, Taken taken) {
        if (!task.settings().environment().isEmpty()
                || task.settings().get(Setting.DELEGATE_TO).isPresent()) {
            return true;
        }
        if (task.loop().isEmpty()) {
            return add(task, Map.of(), taken);
        }
        try {
            Scope scope = scope(task, Map.of());
            Loop loop = task.loop().get();
            return !(LoopItems.of(loop, scope) instanceof LoopItems.Made.Items(var all))
                    || addItems(task, new NextItems(all, LoopNames.of(loop, scope), 0), taken);
        } catch (ExpressionException | RuntimeException | StackOverflowError untold) {
            return true;
        }
    }

    private boolean addItems(Task task, NextItems left, Taken taken) {
        for (int i = left.from(); i < left.items().size() && !taken.isFull(); i++) {
            if (!add(task, LoopItems.local(task.loop().orElseThrow(), left.names(), left.items(), i), taken)) {
                return false;
            }
        }
        return true;
    }

    /** What is wrong with a task, a mistake of its module too, comes to light in its turn. */
    private boolean add(Task task, Map<String, @Nullable Object> local, Taken taken) {
        try {
            Scope scope = scope(task, local);
            if (!(Rendering.all(task.settings().when(), scope) instanceof Rendering.Verdict.Yes)
                    || turn.run().sessions().session(turn.host(), task.settings(), scope) != session) {
                return true;
            }
            Optional<Upcoming<?>> upcoming = bound(task.call().implementation(), task, scope);
            upcoming.ifPresent(taken.all()::add);
            return upcoming.filter(Upcoming::waits).isEmpty();
        } catch (ExpressionException | HostException | RuntimeException | StackOverflowError untold) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private <P extends Record> Optional<Upcoming<?>> bound(TaskModule<P> module, Task task, Scope scope)
            throws ExpressionException, HostException, InterruptedException {
        if (module instanceof Control<P> || module instanceof Guest<P> || module instanceof Transfer<P>) {
            return Optional.empty();
        }
        Binder binder = new Binder(
                turn.run().files(),
                task.context(),
                scope,
                task.call().expressions(),
                turn.run().output().redactor());
        return binder.bind(module, task.call(), NOBODY_ASKS) instanceof Binding.Bound<P>(P params)
                        && module.check(params).isEmpty()
                ? Optional.of(new Upcoming<>(module, params))
                : Optional.empty();
    }

    private Scope scope(Task task, Map<String, @Nullable Object> local) {
        return turn.run().variables().scopeAhead(turn.host(), task.context(), local);
    }
}
