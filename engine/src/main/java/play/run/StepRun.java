package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.Cause;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.RunEvent.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Block;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Setting;
import play.playbook.Step;
import play.playbook.Task;
import play.schedule.TagSelection;

/**
 * Runs steps on a set of hosts, every host at the same step. A host that fails takes no part in the next one; the block
 * around decides whether it is rescued.
 */
final class StepRun {
    private final RunContext run;
    private final Batch batch;
    private final HostPool pool;
    private final Includes includes;
    private final MetaRun metas;
    private boolean handling;
    private int guards;

    /** The hosts of the batch, and what may end it. */
    interface Batch {
        List<String> hosts();

        /** Runs what these hosts have notified. */
        void flushHandlers(List<String> takers) throws InterruptedException;

        /** Whether more hosts have failed than the play puts up with. */
        boolean isOverLimit();

        /** The hosts of the batch are done; with {@code play} those of later batches are, too. */
        void end(boolean play);
    }

    StepRun(RunContext run, Batch batch, HostPool pool, Includes includes) {
        this.run = run;
        this.batch = batch;
        this.pool = pool;
        this.includes = includes;
        this.metas = new MetaRun(run, batch);
    }

    /** Every host goes through all of them, or until it fails or is done with the play. */
    void run(List<? extends Step> steps, List<String> hosts) throws InterruptedException {
        for (Step step : steps) {
            List<String> active = run.states().active(hosts);
            if (active.isEmpty()) {
                break;
            }
            List<String> left = handling ? active : run.states().roles().left(step, active);
            if (!left.isEmpty() && (step instanceof Block || handling || selected(step))) {
                run(step, left);
            }
        }
    }

    /** Runs what hosts have notified; tags choose no handlers. */
    void handler(Step step, List<String> hosts) throws InterruptedException {
        boolean before = handling;
        handling = true;
        run(List.of(step), hosts);
        handling = before;
    }

    private void run(Step step, List<String> hosts) throws InterruptedException {
        switch (step) {
            case Block block -> block(block, hosts);
            case Task task -> task(task, hosts);
            case Include include -> include(include, hosts);
            case Meta meta -> {
                Map<String, Failure> failures = metas.run(meta, hosts);
                settle(failures, !failures.isEmpty() && flag(meta, Setting.ANY_ERRORS_FATAL, hosts.getFirst(), true));
            }
        }
    }

    private boolean selected(Step step) {
        return new TagSelection(run.options().tags(), run.options().skipTags())
                .selects(step.settings().tags());
    }

    private void block(Block block, List<String> hosts) throws InterruptedException {
        boolean guarded = !block.rescue().isEmpty() || !block.always().isEmpty();
        guards += guarded ? 1 : 0;
        run(block.body(), hosts);
        if (!block.rescue().isEmpty()) {
            List<String> rescued = hosts.stream().filter(this::isRescuable).toList();
            rescued.forEach(this::rescue);
            run(block.rescue(), rescued);
        }
        if (!block.always().isEmpty()) {
            run.states().despiteFailures(hosts, () -> run(block.always(), hosts));
        }
        if (block.role()) {
            run.states()
                    .roles()
                    .ended(block.context().role().orElseThrow(), run.states().active(hosts));
        }
        guards -= guarded ? 1 : 0;
        if (guarded) {
            limit();
        }
    }

    private boolean isRescuable(String host) {
        return run.states().failure(host).filter(Failure::isRescuable).isPresent();
    }

    /** What has failed counts, and is told as rescued, on the host where it failed. */
    private void rescue(String host) {
        Failure failure = run.states().failure(host).orElseThrow();
        run.states().recover(host);
        Map<String, @Nullable Object> seen = new LinkedHashMap<>();
        seen.put(
                "ansible_failed_task",
                Map.of("name", failure.task().name(), "action", failure.task().module()));
        seen.put("ansible_failed_result", failure.result());
        run.variables().set(host, seen);
        if (failure.isOwn()) {
            run.output().events().accept(new RunEvent.Rescued(host, failure.task()));
        }
    }

    private void task(Task task, List<String> hosts) throws InterruptedException {
        TaskRef ref = ref(task, hosts.getFirst());
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        boolean once;
        boolean fatal;
        try {
            once = flag(task, Setting.RUN_ONCE, hosts.getFirst());
            fatal = flag(task, Setting.ANY_ERRORS_FATAL, hosts.getFirst());
        } catch (ExpressionException e) {
            Map<String, Failure> failures = new LinkedHashMap<>();
            hosts.forEach(host -> failed(ref, host, e, false).ifPresent(failure -> failures.put(host, failure)));
            settle(failures, false);
            return;
        }
        List<String> takers = once ? List.of(hosts.getFirst()) : hosts;
        Map<String, Finished> finished = pool.out(takers, host -> new TaskRun(run, task, ref, host).run());
        if (once) {
            share(task, hosts.getFirst(), finished.get(hosts.getFirst()));
        }
        Map<String, Failure> failures = new LinkedHashMap<>();
        finished.forEach((host, result) -> run.states().roles().ran(task, host, result.outcome()));
        finished.forEach((host, result) -> failure(ref, result).ifPresent(failure -> failures.put(host, failure)));
        settle(failures, once || fatal);
    }

    /** What ran once is known to every host of the batch. */
    private void share(Task task, String from, @Nullable Finished finished) {
        if (finished == null) {
            return;
        }
        for (String host : run.states().reachable(batch.hosts()).stream()
                .filter(other -> !other.equals(from))
                .toList()) {
            run.variables().set(host, finished.facts());
            finished.included().forEach(vars -> run.variables().include(host, vars));
            task.result().register().ifPresent(name -> {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put(name, finished.registered());
                run.variables().set(host, one);
            });
        }
    }

    private static Optional<Failure> failure(TaskRef ref, Finished finished) {
        return switch (finished.outcome()) {
            case Outcome.Failed failed
            when !failed.ignored() -> Optional.of(new Failure(ref, finished.registered(), Failure.Kind.FAILED));
            case Outcome.Unreachable lost
            when !lost.ignored() -> Optional.of(new Failure(ref, finished.registered(), Failure.Kind.UNREACHABLE));
            default -> Optional.empty();
        };
    }

    /**
     * The one place where failures become those of hosts.
     *
     * @param fatal whether they are the failure of all hosts of the batch
     */
    void settle(Map<String, Failure> failures, boolean fatal) {
        if (failures.isEmpty()) {
            return;
        }
        failures.forEach(run.states()::fail);
        if (fatal) {
            all(failures.values().iterator().next().as(Failure.Kind.SHARED));
        }
        if (guards == 0) {
            limit();
        }
    }

    private void limit() {
        if (batch.isOverLimit()) {
            batch.hosts().stream()
                    .flatMap(host -> run.states().failure(host).stream())
                    .findFirst()
                    .ifPresent(first -> all(first.as(Failure.Kind.OVER_LIMIT)));
        }
    }

    private void all(Failure failure) {
        run.states().active(batch.hosts()).forEach(host -> run.states().fail(host, failure));
    }

    /** What cannot be told, of a step that has failed already, is taken for the more careful answer. */
    private boolean flag(Step step, Setting setting, String host, boolean careful) {
        try {
            return flag(step, setting, host);
        } catch (ExpressionException e) {
            return careful;
        }
    }

    private boolean flag(Step step, Setting setting, String host) throws ExpressionException {
        return Keywords.flag(step.settings(), setting, scope(step, host), false);
    }

    private Scope scope(Step step, String host) {
        return run.variables().scope(host, step.context(), Map.of());
    }

    /** What a step needs to begin with could not be evaluated. */
    private Optional<Failure> failed(TaskRef ref, String host, ExpressionException e, boolean ignored) {
        Cause why = Causes.of(e);
        Map<String, Object> result = Map.of("msg", why.message(), "failed", true);
        Outcome.Failed outcome = ignored ? new Outcome.Failed(why).asIgnored() : new Outcome.Failed(why);
        run.output().events().accept(new RunEvent.TaskFinished(ref, host, Optional.empty(), false, outcome, result));
        return ignored ? Optional.empty() : Optional.of(new Failure(ref, result, Failure.Kind.FAILED));
    }

    private TaskRef ref(Task task, String host) {
        String name;
        try {
            name = Rendering.text(task.name(), scope(task, host));
        } catch (ExpressionException e) {
            name = task.title();
        }
        return new TaskRef(
                name.isEmpty() ? task.call().module().value() : name,
                task.call().implementation().spec().name(),
                task.context().role().map(use -> use.role().name()).orElse(""),
                handling,
                task.call().implementation().spec().isShown(),
                Optional.of(task.span()));
    }

    private void include(Include include, List<String> hosts) throws InterruptedException {
        TaskRef ref = new TaskRef(
                title(include, hosts.getFirst()),
                "include",
                include.context().role().map(use -> use.role().name()).orElse(""),
                handling,
                Optional.of(include.span()));
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        Map<String, Failure> failures = new LinkedHashMap<>();
        Takers takers = new Takers();
        List<String> without = new ArrayList<>();
        boolean once = false;
        for (String host : hosts) {
            try {
                once = flag(include, Setting.RUN_ONCE, host);
                List<Includes.Included> all = includes.of(include, host);
                all.forEach(included -> takers.add(included, host));
                if (all.isEmpty()) {
                    without.add(host);
                }
            } catch (ExpressionException e) {
                failed(ref, host, e, flag(include, Setting.IGNORE_ERRORS, host, false))
                        .ifPresent(failure -> failures.put(host, failure));
            }
            if (once) {
                break;
            }
        }
        tell(ref, without, new Outcome.Skipped("its condition does not hold"), Map.of());
        for (Takers.Taking taking : takers.all()) {
            Includes.Included included = taking.included();
            tell(ref, taking.hosts(), new Outcome.Ok(), Map.of("include", included.source(), "item", included.item()));
            taking.hosts().forEach(host -> run.states().roles().begun(include, host));
        }
        settle(
                failures,
                once || (!failures.isEmpty() && flag(include, Setting.ANY_ERRORS_FATAL, hosts.getFirst(), true)));
        for (Takers.Taking taking : takers.all()) {
            run(taking.included().steps(), taking.hosts());
        }
    }

    /** An include counts like a task, once for each thing it takes in. */
    private void tell(TaskRef ref, List<String> hosts, Outcome outcome, Map<String, String> result) {
        hosts.forEach(host -> run.output()
                .events()
                .accept(new RunEvent.TaskFinished(ref, host, Optional.empty(), false, outcome, result)));
    }

    private String title(Include include, String host) {
        try {
            return include.name().shown().isEmpty()
                    ? include.title()
                    : Rendering.text(include.name(), scope(include, host));
        } catch (ExpressionException e) {
            return include.title();
        }
    }
}
