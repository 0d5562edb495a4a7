package play.expression;

import play.diag.Diagnostic;

/** An expression could not be evaluated; the diagnostic points at the part of it that is at fault. */
public class ExpressionException extends Exception {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial")
    private final Diagnostic diagnostic;

    public ExpressionException(Diagnostic diagnostic) {
        super(diagnostic.detail());
        this.diagnostic = diagnostic;
    }

    public Diagnostic diagnostic() {
        return diagnostic;
    }
}
