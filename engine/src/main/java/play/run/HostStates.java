package play.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where each host of a play stands: lost to the run, done with the play, and which handlers it has notified. Safe for use by
 * many threads.
 */
final class HostStates {
  private final Map<String, Failure> lost = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Map<String, Set<String>> notified = new ConcurrentHashMap<>();
  private final Map<String, Map<String, String>> maybe = new ConcurrentHashMap<>();

  /** The host failed and was not rescued: it is left out of the rest of the run. */
  void lose(String host, Failure failure) {
    lost.put(host, failure);
  }

  @Nullable Failure lost(String host) {
    return lost.get(host);
  }

  /** {@code meta: clear_host_errors}. */
  void clearErrors() {
    lost.values().removeIf(Failure::rescuable);
  }

  /** The host is done with this play. */
  void end(String host) {
    ended.add(host);
  }

  void startPlay() {
    ended.clear();
    notified.clear();
    maybe.clear();
  }

  /** Those of {@code hosts} that still take part, in order. */
  List<String> active(List<String> hosts) {
    return hosts.stream().filter(host -> !lost.containsKey(host) && !ended.contains(host)).toList();
  }

  void notify(String host, String handler) {
    Set<String> pending = notified.computeIfAbsent(host, name -> new LinkedHashSet<>());
    synchronized (pending) {
      pending.add(handler);
    }
  }

  /** A dry run cannot tell whether the handler was notified. */
  void mayNotify(String host, String handler, String why) {
    Map<String, String> pending = maybe.computeIfAbsent(host, name -> new LinkedHashMap<>());
    synchronized (pending) {
      pending.putIfAbsent(handler, why);
    }
  }

  /** Notified and not yet run, in the order of notification. */
  List<String> pending(String host) {
    Set<String> pending = notified.getOrDefault(host, Set.of());
    synchronized (pending) {
      return List.copyOf(pending);
    }
  }

  /** Handlers that may have been notified, with the reason; asked for once. */
  Map<String, String> takeMaybe(String host) {
    Map<String, String> pending = maybe.remove(host);
    return pending == null ? Map.of() : pending;
  }

  /** Takes back these notifications of a host, because the handler is about to run. */
  void taken(String host, List<String> names) {
    Set<String> pending = notified.getOrDefault(host, new LinkedHashSet<>());
    synchronized (pending) {
      pending.removeAll(new ArrayList<>(names));
    }
  }
}
