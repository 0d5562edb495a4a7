package play.module;

/** Touches nothing outside the run: {@code debug}, {@code assert}, {@code set_fact}. */
public non-sealed interface Control<P extends Record> extends TaskModule<P> {
    Verdict evaluate(P params);
}
