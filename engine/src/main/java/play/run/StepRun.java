package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.diag.DiagnosticText;
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
 * Runs steps on a set of hosts, every host at the same step. A host that fails leaves the set; the block around decides
 * whether it is rescued.
 */
final class StepRun {
  private final RunContext run;
  private final Batch batch;
  private final Fan fan;
  private final Includes includes;

  /** The hosts of the batch, and what may end it. */
  interface Batch {
    List<String> hosts();

    void flushHandlers() throws InterruptedException;

    /** Told of every task's failures; hosts lost to a limit of failures are added to them. */
    Map<String, Failure> limited(Map<String, Failure> failures);

    void end();
  }

  StepRun(RunContext run, Batch batch, Fan fan, Includes includes) {
    this.run = run;
    this.batch = batch;
    this.fan = fan;
    this.includes = includes;
  }

  /** The hosts that failed in these steps and why; the others went through all of them. */
  Map<String, Failure> run(List<? extends Step> steps, List<String> hosts) throws InterruptedException {
    Map<String, Failure> failures = new LinkedHashMap<>();
    for (Step step : steps) {
      List<String> active = without(run.states().active(hosts), failures);
      if (active.isEmpty()) {
        break;
      }
      failures.putAll(run(step, active));
    }
    return failures;
  }

  private static List<String> without(List<String> hosts, Map<String, Failure> failures) {
    return hosts.stream().filter(host -> !failures.containsKey(host)).toList();
  }

  Map<String, Failure> run(Step step, List<String> hosts) throws InterruptedException {
    return switch (step) {
      case Block block -> block(block, hosts);
      case Task task -> selected(task) ? fatal(task, hosts, batch.limited(task(task, hosts, false))) : Map.of();
      case Include include -> selected(include) ? include(include, hosts) : Map.of();
      case Meta meta -> meta(meta, hosts);
    };
  }

  private boolean selected(Step step) {
    return new TagSelection(run.options().tags(), run.options().skipTags()).selects(step.settings().tags());
  }

  private Map<String, Failure> block(Block block, List<String> hosts) throws InterruptedException {
    Map<String, Failure> failures = new LinkedHashMap<>(run(block.body(), hosts));
    List<String> rescued = failures.keySet().stream().filter(host -> rescuable(failures, host)).toList();
    if (!block.rescue().isEmpty() && !rescued.isEmpty()) {
      for (String host : rescued) {
        rescue(host, failed(failures, host));
        failures.remove(host);
      }
      failures.putAll(run(block.rescue(), rescued));
    }
    if (!block.always().isEmpty()) {
      List<String> reachable = hosts.stream().filter(host -> !failures.containsKey(host) || rescuable(failures, host)).toList();
      Map<String, Failure> late = run(block.always(), reachable);
      late.forEach(failures::putIfAbsent);
    }
    return failures;
  }

  private static boolean rescuable(Map<String, Failure> failures, String host) {
    return failed(failures, host).rescuable();
  }

  private static Failure failed(Map<String, Failure> failures, String host) {
    @Nullable Failure failure = failures.get(host);
    if (failure == null) {
      throw new IllegalStateException(host + " has not failed");
    }
    return failure;
  }

  private void rescue(String host, Failure failure) {
    Map<String, @Nullable Object> seen = new LinkedHashMap<>();
    seen.put("ansible_failed_task", Map.of("name", failure.task().name(), "action", failure.task().module()));
    seen.put("ansible_failed_result", failure.result());
    run.variables().set(host, seen);
    run.output().events().accept(new RunEvent.Rescued(host, failure.task()));
  }

  Map<String, Failure> task(Task task, List<String> hosts, boolean handler) throws InterruptedException {
    TaskRef ref = ref(task, hosts.getFirst(), handler);
    run.output().events().accept(new RunEvent.TaskStarted(ref));
    List<String> takers = runsOnce(task, hosts.getFirst()) ? List.of(hosts.getFirst()) : hosts;
    Map<String, TaskRun.Finished> finished = fan.out(takers, host -> new TaskRun(run, task, ref, host).run());
    if (takers.size() < hosts.size()) {
      share(task, finished.get(hosts.getFirst()), hosts.subList(1, hosts.size()));
    }
    Map<String, Failure> failures = new LinkedHashMap<>();
    finished.forEach((host, result) -> failure(ref, result).ifPresent(failure -> failures.put(host, failure)));
    if (takers.size() < hosts.size() && !failures.isEmpty()) {
      // What was to run once for all has failed for all.
      Failure shared = failures.values().iterator().next();
      hosts.forEach(host -> failures.putIfAbsent(host, shared));
    }
    return failures;
  }

  /** What ran once is known to every host. */
  private void share(Task task, TaskRun.@Nullable Finished finished, List<String> others) {
    if (finished == null) {
      return;
    }
    for (String host : others) {
      run.variables().set(host, finished.facts());
      finished.included().forEach(vars -> run.variables().include(host, vars));
      task.result()
          .register()
          .ifPresent(
              name -> {
                Map<String, @Nullable Object> one = new LinkedHashMap<>();
                one.put(name, finished.registered());
                run.variables().set(host, one);
              });
    }
  }

  private static Optional<Failure> failure(TaskRef ref, TaskRun.Finished finished) {
    return switch (finished.outcome()) {
      case Outcome.Failed failed when !failed.ignored() -> Optional.of(new Failure(ref, finished.registered(), true));
      case Outcome.Unreachable lost when !lost.ignored() -> Optional.of(new Failure(ref, finished.registered(), false));
      default -> Optional.empty();
    };
  }

  /** {@code any_errors_fatal}: one failure is everybody's. */
  private Map<String, Failure> fatal(Task task, List<String> hosts, Map<String, Failure> failures) {
    if (failures.isEmpty() || !flag(task, Setting.ANY_ERRORS_FATAL, hosts.getFirst())) {
      return failures;
    }
    Map<String, Failure> all = new LinkedHashMap<>(failures);
    Failure first = failures.values().iterator().next();
    batch.hosts().stream().filter(hosts::contains).forEach(host -> all.putIfAbsent(host, first));
    return all;
  }

  private boolean runsOnce(Task task, String host) {
    return flag(task, Setting.RUN_ONCE, host);
  }

  /** A flag that cannot be evaluated is reported by the task itself; here it counts as unset. */
  private boolean flag(Step step, Setting setting, String host) {
    try {
      return Keywords.flag(step.settings(), setting, scope(step, host), false);
    } catch (ExpressionException e) {
      return false;
    }
  }

  private Scope scope(Step step, String host) {
    return run.variables().scope(host, step.context(), Map.of());
  }

  TaskRef ref(Task task, String host, boolean handler) {
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
        handler,
        Optional.of(task.span()));
  }

  private Map<String, Failure> include(Include include, List<String> hosts) throws InterruptedException {
    TaskRef ref =
        new TaskRef(
            include.name().shown().isEmpty() ? "include" : include.name().shown(),
            "include",
            include.context().role().map(use -> use.role().name()).orElse(""),
            false,
            Optional.of(include.span()));
    Map<String, Failure> failures = new LinkedHashMap<>();
    Map<Includes.Included, List<String>> takers = new LinkedHashMap<>();
    List<String> without = new ArrayList<>();
    for (String host : hosts) {
      try {
        List<Includes.Included> all = includes.of(include, host);
        all.forEach(included -> takers.computeIfAbsent(included, key -> new ArrayList<>()).add(host));
        if (all.isEmpty()) {
          without.add(host);
        }
      } catch (ExpressionException e) {
        String why = DiagnosticText.render(e.diagnostic()).strip();
        run.output().events().accept(new RunEvent.TaskStarted(ref));
        run.output().events().accept(
            new RunEvent.TaskFinished(ref, host, Optional.empty(), false, new Outcome.Failed(why), Map.of("msg", why)));
        failures.put(host, new Failure(ref, Map.of("msg", why), true));
      }
    }
    tell(ref, without, new Outcome.Skipped("its condition does not hold"), Map.of());
    takers.forEach((included, takingIn) -> tell(ref, takingIn, new Outcome.Ok(), Map.of("include", included.source())));
    for (Map.Entry<Includes.Included, List<String>> entry : takers.entrySet()) {
      List<String> active = without(entry.getValue(), failures);
      if (!active.isEmpty()) {
        failures.putAll(run(entry.getKey().steps(), active));
      }
    }
    return failures;
  }

  /** An include counts like a task, once for each thing it takes in. */
  private void tell(TaskRef ref, List<String> hosts, Outcome outcome, Map<String, String> result) {
    if (!hosts.isEmpty()) {
      run.output().events().accept(new RunEvent.TaskStarted(ref));
      hosts.forEach(
          host ->
              run.output().events().accept(new RunEvent.TaskFinished(ref, host, Optional.empty(), false, outcome, result)));
    }
  }

  private Map<String, Failure> meta(Meta meta, List<String> hosts) throws InterruptedException {
    List<String> meant = hosts.stream().filter(host -> holds(meta, host)).toList();
    switch (meta.order()) {
      case FLUSH_HANDLERS -> batch.flushHandlers();
      case END_HOST -> meant.forEach(run.states()::end);
      case END_PLAY, END_BATCH -> {
        if (!meant.isEmpty()) {
          batch.end();
        }
      }
      case CLEAR_HOST_ERRORS -> run.states().clearErrors();
      case CLEAR_FACTS -> meant.forEach(host -> run.variables().facts(host, Map.of()));
      case NOOP, END_ROLE, REFRESH_INVENTORY, RESET_CONNECTION -> {}
    }
    return Map.of();
  }

  private boolean holds(Meta meta, String host) {
    try {
      return Rendering.all(meta.settings().when(), scope(meta, host)) instanceof Rendering.Verdict.Yes;
    } catch (ExpressionException e) {
      return false;
    }
  }
}
