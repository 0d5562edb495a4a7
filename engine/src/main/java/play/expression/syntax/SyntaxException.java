package play.expression.syntax;

/** Ends the parse of one expression; parsers catch it at their entrance. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    SyntaxException(int start, int end, String detail) {
        super(detail, null, false, false);
        this.fault = new Fault(start, end, detail);
    }

    Fault fault() {
        return fault;
    }
}
