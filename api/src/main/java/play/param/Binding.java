package play.param;

import java.util.List;
import play.diag.PlainDiagnostic;

/** What became of binding rendered values to a params record. */
public sealed interface Binding<P extends Record> {
    record Bound<P extends Record>(P params) implements Binding<P> {}

    /** A value is unknown in this dry run. */
    record Undetermined<P extends Record>(String why) implements Binding<P> {}

    record Wrong<P extends Record>(List<Fault> faults) implements Binding<P> {}

    /**
     * A parameter, empty where it is none alone, and what is wrong with it, as a whole sentence.
     *
     * @param problems of a text that the parameter names or holds
     */
    record Fault(String parameter, String message, List<PlainDiagnostic> problems) {
        public Fault {
            problems = List.copyOf(problems);
        }

        public Fault(String parameter, String message) {
            this(parameter, message, List.of());
        }
    }
}
