package play.value;

/** A text is not in the form it is to be read in; the message is a clause that says where and why. */
public final class MalformedTextException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedTextException(String message) {
        super(message);
    }
}
