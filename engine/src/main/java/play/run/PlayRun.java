package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.event.RunEvent;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Handler;
import play.playbook.Handlers;
import play.playbook.Play;
import play.playbook.Step;
import play.playbook.Task;

/** One play on one batch of hosts: its sections in order, and the handlers after each. */
final class PlayRun implements StepRun.Batch {
  private final RunContext run;
  private final Play play;
  private final List<String> hosts;
  private final StepRun steps;
  private final Set<String> failedSoFar = new LinkedHashSet<>();
  private final Limits limits;
  private Handlers handlers;
  private boolean ended;

  /**
   * When to give up.
   *
   * @param maxFailPercentage of the batch; more failures than that end it
   * @param forceHandlers whether hosts that failed still run what they had notified
   */
  record Limits(Optional<Double> maxFailPercentage, boolean forceHandlers) {}

  PlayRun(RunContext run, Play play, List<String> hosts, Fan fan, Includes.Maker includes, Limits limits) {
    this.run = run;
    this.play = play;
    this.hosts = List.copyOf(hosts);
    this.limits = limits;
    this.handlers = play.handlers();
    this.steps = new StepRun(run, this, fan, includes.forBatch(this));
  }

  void run() throws InterruptedException {
    run.states().handlers(handlers);
    section(play.steps().pre());
    section(both(play.steps().roles(), play.steps().tasks()));
    section(play.steps().post());
  }

  private static List<Step> both(List<Step> first, List<Step> second) {
    List<Step> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }

  private void section(List<Step> section) throws InterruptedException {
    if (ended) {
      return;
    }
    Map<String, Failure> failures = steps.run(section, hosts);
    if (limits.forceHandlers()) {
      flush(hosts);
    }
    failures.forEach(run.states()::lose);
    if (!limits.forceHandlers()) {
      flushHandlers();
    }
  }

  /** Handlers of a role that came in while the play ran. */
  void add(List<Handler> section) {
    handlers = handlers.and(section);
    run.states().handlers(handlers);
  }

  @Override
  public List<String> hosts() {
    return hosts;
  }

  @Override
  public void end() {
    ended = true;
    hosts.forEach(run.states()::end);
  }

  /** {@code max_fail_percentage}: counts failures, not unreachable hosts, of all tasks so far. */
  @Override
  public Map<String, Failure> limited(Map<String, Failure> failures) {
    failures.forEach(
        (host, failure) -> {
          if (failure.rescuable()) {
            failedSoFar.add(host);
          }
        });
    boolean over =
        limits.maxFailPercentage().filter(most -> failedSoFar.size() * 100.0 / hosts.size() > most).isPresent();
    if (!over || failures.isEmpty()) {
      return failures;
    }
    Map<String, Failure> all = new LinkedHashMap<>(failures);
    Failure first = failures.values().iterator().next();
    run.states().active(hosts).forEach(host -> all.putIfAbsent(host, new Failure(first.task(), first.result(), false)));
    return all;
  }

  @Override
  public void flushHandlers() throws InterruptedException {
    flush(run.states().active(hosts));
  }

  /** In the order of definition; a handler may notify a later one (runs now) or an earlier one (at the next flush). */
  private void flush(List<String> takers) throws InterruptedException {
    for (Handler handler : handlers.all()) {
      tellOfPossible(handler, takers);
      List<String> callers = takers.stream().filter(host -> run.states().take(host, handler)).toList();
      if (!callers.isEmpty()) {
        runHandler(handler, callers).forEach(run.states()::lose);
      }
    }
    takers.forEach(run.states()::forgetMaybe);
  }

  private Map<String, Failure> runHandler(Handler handler, List<String> takers) throws InterruptedException {
    return handler.step() instanceof Task task ? steps.task(task, takers, true) : steps.run(handler.step(), takers);
  }

  private void tellOfPossible(Handler handler, List<String> takers) {
    for (String host : takers) {
      run.states()
          .possible(host, handler)
          .ifPresent(why -> run.output().events().accept(new RunEvent.HandlerMayRun(host, title(handler, host), why)));
    }
  }

  private String title(Handler handler, String host) {
    try {
      Scope scope = run.variables().scope(host, handler.step().context(), Map.of());
      return Rendering.text(handler.step().name(), scope);
    } catch (ExpressionException e) {
      return handler.name();
    }
  }

  /** Whether every host of the batch is lost, which ends the whole run. */
  boolean allLost() {
    return hosts.stream().allMatch(host -> run.states().isLost(host));
  }
}
