package play.modules.registry;

/** An image was not had; the message is a phrase about who was asked: "answers with status 404". */
public final class PullException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean last;

    private PullException(String message, boolean last) {
        super(message);
        this.last = last;
    }

    /** Another one may have it. */
    static PullException here(String message) {
        return new PullException(message, false);
    }

    /** Nobody else is to be asked: what came is not what it should be. */
    static PullException anywhere(String message) {
        return new PullException(message, true);
    }

    boolean isLast() {
        return last;
    }
}
