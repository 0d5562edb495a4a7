package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.playbook.Block;
import play.playbook.Include;
import play.playbook.Meta;
import play.playbook.Setting;
import play.playbook.Step;
import play.playbook.Task;
import play.schedule.NextSteps;
import play.schedule.TagSelection;
import play.vars.StepTags;

/**
 * Runs steps on a set of hosts, every host at the same step. A host that fails takes no part in the next one; the block
 * around decides whether it is rescued.
 */
final class StepRun {
    private final RunContext run;
    private final BatchFailures failures;
    private final TaskStep tasks;
    private final IncludeStep includes;
    private final MetaRun metas;
    private final StepReader reader;

    /** What follows the step under way. */
    private NextSteps next = NextSteps.NONE;

    /** Hosts that go in step, and what may end them. */
    interface Batch {
        List<String> hosts();

        /** They, and those that go through the same steps at the same time by themselves. */
        List<String> all();

        /** Runs what these hosts have notified. */
        void flushHandlers(List<String> takers, StepPath after) throws InterruptedException;

        /** Whether more hosts have failed than the play puts up with. */
        boolean isOverLimit();

        /** The hosts of the batch are done; with {@code play} those of later batches are, too. */
        void end(boolean play);
    }

    StepRun(RunContext run, Batch batch, HostPool pool, Includes includes) {
        this.run = run;
        this.failures = new BatchFailures(run, batch);
        this.tasks = new TaskStep(run, batch, pool, failures);
        this.includes = new IncludeStep(run, includes, failures);
        this.metas = new MetaRun(run, batch);
        this.reader = new StepReader(run);
    }

    /** What became of hosts apart from steps. */
    BatchFailures failures() {
        return failures;
    }

    /**
     * Every host goes through all of them, or until it fails or is done with the play.
     *
     * @param after what the play has after them
     */
    void section(List<? extends Step> steps, List<String> hosts, StepPath path, NextSteps after)
            throws InterruptedException {
        next = after;
        run(steps, hosts, path);
        next = NextSteps.NONE;
    }

    private void run(List<? extends Step> steps, List<String> hosts, StepPath path) throws InterruptedException {
        NextSteps after = next;
        for (int i = 0; i < steps.size(); i++) {
            List<String> active = run.states().active(hosts);
            if (active.isEmpty()) {
                break;
            }
            next = new NextSteps(steps, i + 1, Optional.of(after));
            step(steps.get(i), active, path.at(i));
        }
        next = after;
    }

    /** Runs what hosts have notified. */
    void handler(Step step, List<String> hosts, StepPath path) throws InterruptedException {
        List<String> active = run.states().active(hosts);
        if (!active.isEmpty()) {
            run(step, active, path);
        }
    }

    /** Tags choose no handlers, and roles are done with tasks only. */
    private void step(Step step, List<String> active, StepPath path) throws InterruptedException {
        List<String> left = path.handler() ? active : run.states().roles().left(step, active);
        if (!left.isEmpty() && (step instanceof Block || path.handler() || selected(step, left, path))) {
            run(step, left, path);
        }
    }

    private void run(Step step, List<String> hosts, StepPath path) throws InterruptedException {
        switch (step) {
            case Block block -> block(block, hosts, path);
            case Task task -> {
                if (isTaken(task)) {
                    tasks.run(task, hosts, path, next);
                }
            }
            case Include include -> {
                if (!isTaken(include)) {
                    return;
                }
                for (IncludeStep.Part part : includes.run(include, hosts, path)) {
                    run(part.steps(), part.hosts(), part.path());
                }
            }
            case Meta meta -> {
                Map<String, Failure> failed = metas.run(meta, hosts, path);
                failures.settle(
                        failed,
                        !failed.isEmpty() && reader.flag(meta, Setting.ANY_ERRORS_FATAL, hosts.getFirst(), true));
            }
        }
    }

    private boolean isTaken(Step step) throws InterruptedException {
        return run.stepping().takes(reader.bare(step, StepPath.ofPlay(0)).title());
    }

    /** Where tags cannot be evaluated, the hosts fail. */
    private boolean selected(Step step, List<String> hosts, StepPath path) {
        try {
            return new TagSelection(run.options().tags(), run.options().skipTags())
                    .selects(new StepTags(run.variables()).of(step));
        } catch (ExpressionException e) {
            TaskRef ref = reader.bare(step, path);
            run.output().events().accept(new RunEvent.TaskStarted(ref));
            Map<String, Failure> failed = new LinkedHashMap<>();
            hosts.forEach(host -> HostTask.begin(run.output().events(), ref, host)
                    .fail(e, false)
                    .ifPresent(failure -> failed.put(host, failure)));
            failures.settle(failed, false);
            return false;
        }
    }

    private void block(Block block, List<String> hosts, StepPath path) throws InterruptedException {
        boolean guarded = !block.rescue().isEmpty() || !block.always().isEmpty();
        if (guarded) {
            failures.guard();
        }
        run(block.body(), hosts, path.in("block"));
        if (guarded) {
            hosts.stream()
                    .filter(this::isRescuable)
                    .forEach(host -> run.ledger().failed(host, path.text()));
        }
        if (!block.rescue().isEmpty()) {
            List<String> rescued = hosts.stream().filter(this::isRescuable).toList();
            rescued.forEach(this::rescue);
            run(block.rescue(), rescued, path.in("rescue"));
        }
        if (!block.always().isEmpty()) {
            run.states().despiteFailures(hosts, () -> run(block.always(), hosts, path.in("always")));
        }
        if (block.role()) {
            run.states()
                    .roles()
                    .ended(
                            block.context().role().orElseThrow(),
                            hosts,
                            run.states().active(hosts));
        }
        if (guarded) {
            failures.unguard();
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
        run.variables().ofRun().set(host, seen);
        if (failure.isOwn()) {
            run.output().events().accept(new RunEvent.Rescued(host, failure.task()));
        }
    }
}
