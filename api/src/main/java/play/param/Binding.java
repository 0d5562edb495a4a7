package play.param;

import java.util.List;

/** What became of binding rendered values to a params record. */
public sealed interface Binding<P extends Record> {
    record Bound<P extends Record>(P params) implements Binding<P> {}

    /** A value is unknown in this dry run. */
    record CannotTell<P extends Record>(String why) implements Binding<P> {}

    record Wrong<P extends Record>(List<Fault> faults) implements Binding<P> {}

    /** A parameter, empty where it is none alone, and what is wrong with it, as a whole sentence. */
    record Fault(String parameter, String message) {}
}
