package play.param;

import java.util.List;
import java.util.Objects;
import play.diag.PlainDiagnostic;

/** A rendered value does not fit its parameter; the message completes "Parameter 'x' …". */
public sealed class BindException extends Exception permits UnknownValueException {
    private static final long serialVersionUID = 1L;

    private final String part;
    private final transient List<PlainDiagnostic> problems;

    public BindException(String message) {
        this(message, List.of());
    }

    /** @param problems of a text that the parameter names or holds */
    public BindException(String message, List<PlainDiagnostic> problems) {
        this("", message, problems);
    }

    private BindException(String part, String message, List<PlainDiagnostic> problems) {
        super(message);
        this.part = part;
        this.problems = List.copyOf(problems);
    }

    public List<PlainDiagnostic> problems() {
        return problems;
    }

    /** Which part of the parameter it is, as it follows the name: {@code [0].name}; empty for all of it. */
    public String part() {
        return part;
    }

    /** The same of what holds the value. */
    BindException ofItem(int index) {
        return within("[" + index + "]");
    }

    /** The same of what holds the value. */
    BindException ofField(String name) {
        return within("." + name);
    }

    BindException within(String outer) {
        return new BindException(outer + part, Objects.requireNonNull(getMessage()), problems);
    }
}
