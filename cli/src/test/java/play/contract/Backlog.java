package play.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import play.module.ModuleRegistry;
import play.module.ModuleSpec.Example;

/** Examples that wait for a host. Many begin with the same tasks, whose results a host keeps, so a host goes on with those that begin alike. */
final class Backlog {
  private final List<Turn> waiting = new ArrayList<>();
  private final Set<String> begun = new HashSet<>();

  /** @param violations told once the example was tried */
  record Turn(ModuleRegistry modules, String module, Example example, CompletableFuture<List<String>> violations) {
    private boolean begins(Set<String> firsts) {
      return firsts.contains(example.first());
    }

    /** Never fails: what the trial throws is told where the violations are asked for. */
    void take(Callable<List<String>> trial) {
      try {
        violations.complete(trial.call());
      } catch (Exception e) {
        violations.completeExceptionally(e);
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  synchronized Future<List<String>> add(ModuleRegistry modules, String module, Example example) {
    Turn turn = new Turn(modules, module, example, new CompletableFuture<>());
    waiting.add(turn);
    notifyAll();
    return turn.violations();
  }

  /**
   * The next example for a host: one that begins with what it keeps, else one that no other host has prepared for, else any.
   *
   * @param prepared the tasks whose results the host keeps
   */
  synchronized Turn next(Set<String> prepared) throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    Turn turn = find(one -> one.begins(prepared)).or(() -> find(one -> one.example().first().isEmpty() || !one.begins(begun))).orElseGet(waiting::getFirst);
    waiting.remove(turn);
    begun.add(turn.example().first());
    return turn;
  }

  private Optional<Turn> find(Predicate<Turn> wanted) {
    return waiting.stream().filter(wanted).findFirst();
  }
}
