package play.param;

/** A rendered value does not fit its parameter; the message completes "Parameter 'x' …". */
public sealed class BindException extends Exception permits UnknownValueException {
    private static final long serialVersionUID = 1L;

    public BindException(String message) {
        super(message);
    }
}
