package play.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import play.event.Outcome;
import play.event.RunEvent;
import play.event.TaskRef;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Include;
import play.playbook.Setting;
import play.playbook.Step;

/** An include that is dynamic, on the hosts of a batch: finds what they take in, and tells of it. */
final class IncludeStep {
    private final RunContext run;
    private final Includes includes;
    private final BatchFailures failures;
    private final StepReader reader;

    /** Steps that hosts take in together, and where they stand. */
    record Part(List<Step> steps, List<String> hosts, StepPath path) {}

    IncludeStep(RunContext run, Includes includes, BatchFailures failures) {
        this.run = run;
        this.includes = includes;
        this.failures = failures;
        this.reader = new StepReader(run);
    }

    /** What is to be run, in this order. */
    List<Part> run(Include include, List<String> hosts, StepPath path) {
        TaskRef ref = reader.ref(include, hosts.getFirst(), path);
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        Map<String, HostTask> begun = new LinkedHashMap<>();
        Map<String, Failure> failed = new LinkedHashMap<>();
        Takers takers = new Takers();
        List<String> without = new ArrayList<>();
        boolean once = false;
        for (String host : hosts) {
            HostTask task = HostTask.begin(run.output().events(), ref, host);
            begun.put(host, task);
            try {
                once = reader.flag(include, Setting.RUN_ONCE, host);
                Includes.Found found = includes.of(include, host);
                tellOfSkipped(ref, host, found.items());
                Optional<ExpressionException> unmade = register(include, once ? hosts : List.of(host), found);
                if (unmade.isPresent()) {
                    throw unmade.get();
                }
                found.all().forEach(included -> takers.add(included, host));
                if (found.all().isEmpty()) {
                    without.add(host);
                }
            } catch (ExpressionException e) {
                Object result = Results.notIncluded(Causes.of(e).message());
                register(include, List.of(host), new Includes.Found(List.of(), result));
                task.fail(e, reader.flag(include, Setting.IGNORE_ERRORS, host, false))
                        .ifPresent(failure -> failed.put(host, failure));
            }
            if (once) {
                break;
            }
        }
        tell(begun, without, new Outcome.Skipped("its condition does not hold"), Map.of());
        List<Part> parts = parts(include, takers, begun, path);
        failures.settle(
                failed,
                once || (!failed.isEmpty() && reader.flag(include, Setting.ANY_ERRORS_FATAL, hosts.getFirst(), true)));
        return parts;
    }

    private void tellOfSkipped(TaskRef ref, String host, List<Results.ItemResult> items) {
        for (int i = 0; i < items.size(); i++) {
            Results.ItemResult item = items.get(i);
            if (item.outcome() instanceof Outcome.Skipped) {
                run.output()
                        .events()
                        .accept(new RunEvent.ItemFinished(
                                ref, host, Optional.empty(), i, item.label(), item.outcome(), item.result(), 0));
            }
        }
    }

    private Optional<ExpressionException> register(Include include, List<String> hosts, Includes.Found found) {
        String first = hosts.getFirst();
        TaskProgress progress =
                new TaskProgress(include.register(), include.loop().isPresent());
        found.items().forEach(item -> progress.ends(item.result()));
        Scope ended = run.variables().scope(first, include.context(), progress.ended(found.result()));
        NoLog log = NoLog.of(include.settings(), ended);
        return new Registration(include.register(), log, run.variables().ofRun()).give(hosts, found.result(), ended);
    }

    private List<Part> parts(Include include, Takers takers, Map<String, HostTask> begun, StepPath path) {
        List<Part> parts = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (Takers.Taking taking : takers.all()) {
            Includes.Included included = taking.included();
            tell(
                    begun,
                    taking.hosts(),
                    new Outcome.Ok(),
                    Map.of("include", included.source(), "item", included.item()));
            taking.hosts().forEach(host -> run.states().roles().begun(include, host));
            String name = included.source().substring(included.source().lastIndexOf('/') + 1);
            int count = counts.merge(name, 1, Integer::sum) - 1;
            parts.add(new Part(included.steps(), taking.hosts(), path.in(name).at(count)));
        }
        return parts;
    }

    /** An include counts like a task, once for each thing it takes in. */
    private static void tell(
            Map<String, HostTask> begun, List<String> hosts, Outcome outcome, Map<String, String> result) {
        hosts.forEach(host -> Objects.requireNonNull(begun.get(host)).finish(outcome, result));
    }
}
