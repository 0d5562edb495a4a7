package play.modules.downloads;

/** Why a file was not fetched, as a phrase that follows its address: {@code answers 404}. */
public final class FetchException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What asking once more may lead to. */
    enum Kind {
        /** The server says no, and would again. */
        FINAL,
        /** Nobody answers there. */
        UNREACHABLE,
        /** The server or the way to it had a bad moment. */
        PASSING
    }

    private final Kind kind;

    FetchException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Whether nobody answers there, so that other files of the same host need not be asked for. */
    public boolean isUnreachable() {
        return kind == Kind.UNREACHABLE;
    }
}
