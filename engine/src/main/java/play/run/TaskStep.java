package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import play.event.EventSink;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.module.Control;
import play.module.TaskModule;
import play.playbook.Setting;
import play.playbook.Task;
import play.schedule.NextSteps;

/** A task on the hosts of a batch, side by side or once for all. */
final class TaskStep {
    private final RunContext run;
    private final StepRun.Batch batch;
    private final HostPool pool;
    private final BatchFailures failures;
    private final StepReader reader;

    TaskStep(RunContext run, StepRun.Batch batch, HostPool pool, BatchFailures failures) {
        this.run = run;
        this.batch = batch;
        this.pool = pool;
        this.failures = failures;
        this.reader = new StepReader(run);
    }

    /** @param next what follows it */
    void run(Task task, List<String> hosts, StepPath path, NextSteps next) throws InterruptedException {
        TaskRef ref = reader.ref(task, hosts.getFirst(), path);
        EventSink events = run.output().events();
        events.accept(new RunEvent.TaskStarted(ref));
        TaskModule<?> module = reader.module(task, hosts.getFirst());
        boolean once;
        boolean forAll = module instanceof Control<?> control && control.isForAll();
        boolean fatal;
        Optional<HostPool.Throttle> throttle;
        try {
            once = module.spec().once() || reader.flag(task, Setting.RUN_ONCE, hosts.getFirst());
            fatal = reader.flag(task, Setting.ANY_ERRORS_FATAL, hosts.getFirst());
            OptionalInt most = reader.throttle(task, hosts.getFirst());
            throttle =
                    most.isEmpty() ? Optional.empty() : Optional.of(new HostPool.Throttle(ref.id(), most.getAsInt()));
        } catch (ExpressionException e) {
            Map<String, Failure> all = new LinkedHashMap<>();
            hosts.forEach(host ->
                    HostTask.begin(events, ref, host).fail(e, false).ifPresent(failure -> all.put(host, failure)));
            failures.settle(all, false);
            return;
        }
        if (once) {
            tellOfEach(ref);
        }
        List<String> takers = once || forAll ? List.of(hosts.getFirst()) : hosts;
        List<String> sharers = once ? batch.hosts() : List.of();
        Map<String, Finished> finished =
                pool.out(takers, throttle, host -> new TaskRun(new Turn(run, task, ref, host, next, sharers)).run());
        if (once) {
            share(task, hosts.getFirst(), finished.get(hosts.getFirst()));
        }
        finished.forEach((host, result) -> run.states().roles().ran(task, host, result.outcome()));
        Map<String, Failure> failed = new LinkedHashMap<>();
        finished.forEach((host, result) ->
                Failure.of(ref, result.outcome(), result.registered()).ifPresent(failure -> failed.put(host, failure)));
        failures.settle(failed, once || forAll || fatal);
    }

    /** Where hosts do not go in step, as in Ansible; the one that comes first says so. */
    private void tellOfEach(TaskRef ref) {
        if (batch.all().size() > batch.hosts().size() && run.states().isFirst(ref.id())) {
            run.output()
                    .events()
                    .accept(new RunEvent.Warning("'" + ref.title()
                            + "' is to run once, and hosts that do not go in step ('strategy') each run it"
                            + ref.place().map(place -> " (" + place + ")").orElse("")));
        }
    }

    /** What ran once is known to every host of the batch. */
    private void share(Task task, String from, @Nullable Finished finished) {
        if (finished == null) {
            return;
        }
        for (String host : run.states().reachable(batch.hosts()).stream()
                .filter(other -> !other.equals(from))
                .toList()) {
            finished.giveTo(host, task, run.variables().ofRun());
            task.result()
                    .register()
                    .names()
                    .forEach(name -> run.variables().ofRun().share(from, host, name));
        }
    }
}
