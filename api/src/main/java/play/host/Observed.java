package play.host;

/** A state as far as it is known. */
public sealed interface Observed<S extends HostState> {
    /** How it is known. */
    enum Certainty {
        /** Read from the host. */
        READ,
        /** The effect of an action of this dry run. */
        FORESEEN,
        /** Known, but an action whose effects nobody can foresee came later; still believed. */
        STALE
    }

    record Known<S extends HostState>(S value, Certainty how) implements Observed<S> {}

    record Unknown<S extends HostState>(String reason) implements Observed<S> {}

    static <S extends HostState> Observed<S> foreseen(S value) {
        return new Known<>(value, Certainty.FORESEEN);
    }

    static <S extends HostState> Observed<S> read(S value) {
        return new Known<>(value, Certainty.READ);
    }
}
