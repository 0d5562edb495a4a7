package play.param;

import java.util.List;
import play.diag.PlainDiagnostic;

/** A rendered value does not fit its parameter; the message completes "Parameter 'x' …". */
public sealed class BindException extends Exception permits UnknownValueException {
    private static final long serialVersionUID = 1L;

    private final transient List<PlainDiagnostic> problems;

    public BindException(String message) {
        this(message, List.of());
    }

    /** @param problems of a text that the parameter names or holds */
    public BindException(String message, List<PlainDiagnostic> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    public List<PlainDiagnostic> problems() {
        return problems;
    }
}
