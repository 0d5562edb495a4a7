package play.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import play.playbook.Handler;
import play.playbook.Handlers;

/**
 * Where each host of a play stands: lost to the run, done with the play, and which handlers it has notified. Safe for use by
 * many threads.
 */
final class HostStates {
  private final Map<String, Failure> lost = new ConcurrentHashMap<>();
  private final Set<String> ended = ConcurrentHashMap.newKeySet();
  private final Map<String, Notices> notices = new ConcurrentHashMap<>();
  private volatile Handlers handlers = Handlers.NONE;

  /** What a host has notified. Guarded by itself. */
  private static final class Notices {
    private final Set<Handler> sure = new LinkedHashSet<>();
    private final Map<Handler, String> possible = new LinkedHashMap<>();
  }

  /** The handlers of the play under way. */
  void handlers(Handlers known) {
    handlers = known;
  }

  /** The host failed and was not rescued: it is left out of the rest of the run. */
  void lose(String host, Failure failure) {
    lost.put(host, failure);
  }

  boolean isLost(String host) {
    return lost.containsKey(host);
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
    notices.clear();
  }

  /** Those of {@code hosts} that still take part, in order. */
  List<String> active(List<String> hosts) {
    return hosts.stream().filter(host -> !lost.containsKey(host) && !ended.contains(host)).toList();
  }

  /** Whether a handler, or one that listens, has this name. */
  boolean notify(String host, String name) {
    List<Handler> meant = handlers.notified(name);
    Notices own = of(host);
    synchronized (own) {
      own.sure.addAll(meant);
    }
    return !meant.isEmpty();
  }

  /** A dry run cannot tell whether the handler was notified. */
  void mayNotify(String host, String name, String why) {
    Notices own = of(host);
    synchronized (own) {
      handlers.notified(name).forEach(handler -> own.possible.putIfAbsent(handler, why));
    }
  }

  /** Whether the host has notified the handler; the notification is taken back, because it is about to run. */
  boolean take(String host, Handler handler) {
    Notices own = of(host);
    synchronized (own) {
      return own.sure.remove(handler);
    }
  }

  /** Why the handler may have been notified, if it may have but surely was not. */
  Optional<String> possible(String host, Handler handler) {
    Notices own = of(host);
    synchronized (own) {
      return own.sure.contains(handler) ? Optional.empty() : Optional.ofNullable(own.possible.get(handler));
    }
  }

  void forgetMaybe(String host) {
    Notices own = of(host);
    synchronized (own) {
      own.possible.clear();
    }
  }

  private Notices of(String host) {
    return notices.computeIfAbsent(host, name -> new Notices());
  }
}
