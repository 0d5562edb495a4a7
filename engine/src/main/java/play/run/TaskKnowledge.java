package play.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.HostException;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;

/**
 * What is known while one task runs on one host: what was read for it, and for a task in check mode over it what such tasks have
 * foreseen. A real task goes by what is there.
 */
final class TaskKnowledge implements Knowledge {
  private final Session session;
  private final Realms realms;
  private final boolean believing;
  private final Map<StateKey<?>, Observed<?>> read = new LinkedHashMap<>();

  /** @param believing whether what was foreseen counts as known */
  TaskKnowledge(Session session, Realms realms, boolean believing) {
    this.session = session;
    this.realms = realms;
    this.believing = believing;
  }

  /** Reads what is not known yet, all of it in one round trip per realm. */
  void learn(Collection<? extends StateKey<?>> keys) throws HostException, InterruptedException {
    Map<StateKey<?>, StateKey<?>> missing = new LinkedHashMap<>();
    for (StateKey<?> key : keys) {
      if (!read.containsKey(key)) {
        missing.put(key, resolved(key));
      }
    }
    Map<StateKey<?>, Observed<?>> states = new Prober(session, realms).read(missing.values().stream().distinct().toList());
    missing.forEach((key, place) -> read.put(key, states.get(place)));
  }

  /** Reads these again, because something may have changed them. */
  void relearn(Collection<? extends StateKey<?>> keys) throws HostException, InterruptedException {
    keys.forEach(read::remove);
    learn(keys);
  }

  /** Takes what was found after a change. */
  void found(Map<StateKey<?>, Observed<?>> states) {
    read.putAll(states);
  }

  @Override
  public boolean has(StateKey<?> key) {
    return read.containsKey(key);
  }

  @Override
  @SuppressWarnings("unchecked") // the prober stores for each key what its own family parsed
  public <S extends HostState> Observed<S> of(StateKey<S> key) {
    @Nullable Observed<?> found = read.get(key);
    if (found == null) {
      throw new IllegalStateException("planned with a state that no probe asked for: " + key);
    }
    return believing ? realms.foresight(key.realm(), session).over(resolved(key), (Observed<S>) found) : (Observed<S>) found;
  }

  private <S extends HostState> StateKey<S> resolved(StateKey<S> key) {
    return believing ? realms.foresight(key.realm(), session).resolved(key) : key;
  }
}
