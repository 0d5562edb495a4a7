package play.vault;

/** An encrypted text could not be opened; the message is a sentence for users and holds no secret. */
public final class VaultException extends Exception {
    private static final long serialVersionUID = 1L;

    public VaultException(String message) {
        super(message);
    }
}
