package play.host;

/** What is known of a host, its controller and its services when a module plans. */
@FunctionalInterface
public interface Knowledge {
  /** The state of a key that the module's {@code probes} named (or asked for by {@code Plan.Needs}). */
  <S extends HostState> Observed<S> of(StateKey<S> key);
}
