package play.host;

/** What is known of a host, its controller and its services when a module plans. */
public interface Knowledge {
    /** The state of a key that the module's {@code probes} named (or asked for by {@code Plan.Needs}). */
    <S extends HostState> Observed<S> of(StateKey<S> key);

    /**
     * Whether a key has been asked for, so that {@link #of} answers; a module that finds it has not says
     * {@code Plan.Needs}.
     */
    boolean has(StateKey<?> key);
}
