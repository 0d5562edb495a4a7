package play.lab;

/** The lab could not do it; the message is its own sentence. */
public final class LabException extends Exception {
    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }
}
