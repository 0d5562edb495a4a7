package play.module;

/** A thing could not be made on the controller; the message says what was tried, what came back, and what to do. */
public final class ProductionException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProductionException(String message) {
        super(message);
    }

    public ProductionException(String message, Throwable cause) {
        super(message, cause);
    }
}
