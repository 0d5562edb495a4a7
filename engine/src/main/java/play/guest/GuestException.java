package play.guest;

/** A question about guests has no answer; the message says why. */
public final class GuestException extends Exception {
    private static final long serialVersionUID = 1L;

    GuestException(String message) {
        super(message);
    }
}
