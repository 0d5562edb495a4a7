package play.host;

/** A text was to be given to a program of a host, and holds a NUL byte, which ends texts there. */
public final class NulByteException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    public NulByteException() {
        super("a value of the task holds a NUL byte (\\0), which no command on a host can be given; leave it out");
    }
}
