package play.modules.downloads;

/** Why a file was not fetched, as a phrase that follows its address: {@code answers with status 404}. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** How often is asked until it is given up. */
    enum Kind {
        /** The server says no, and would again. */
        FINAL(1),
        /** Somebody answers there who does not show that it is the server. */
        UNTRUSTED(1),
        /** Nobody answers there. */
        UNREACHABLE(2),
        /** The server or the way to it had a bad moment. */
        PASSING(5);

        private final int attempts;

        Kind(int attempts) {
            this.attempts = attempts;
        }

        int attempts() {
            return attempts;
        }
    }

    private final Kind kind;

    FetchException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The same after several attempts, of which the first ended as told. */
    FetchException after(int attempts, FetchException first) {
        String last = String.valueOf(getMessage());
        return last.equals(first.getMessage())
                ? new FetchException(kind, last + ", " + attempts + " times")
                : new FetchException(kind, first.getMessage() + ", and at attempt " + attempts + " " + last);
    }

    /** Whether no server can be spoken to there, so that other files of the same host need not be asked for. */
    public boolean isUnreachable() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNTRUSTED;
    }
}
