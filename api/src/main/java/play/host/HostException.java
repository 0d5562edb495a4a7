package play.host;

/** Something between {@code play} and a host went wrong. */
public abstract sealed class HostException extends Exception {
    private static final long serialVersionUID = 1L;

    private HostException(String message) {
        super(message);
    }

    private HostException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The host cannot be reached, refuses the login, shows a wrong key, or went away. */
    public static final class Unreachable extends HostException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message) {
            super(message);
        }

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The connection broke while a script was under way: it may have run, in part or whole. */
    public static final class Interrupted extends HostException {
        private static final long serialVersionUID = 1L;

        public Interrupted(String message) {
            super(message);
        }

        public Interrupted(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** A script was still running at its deadline and has been ended on the host. */
    public static final class TimedOut extends HostException {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message) {
            super(message);
        }
    }

    /** The host is reached, but becoming another user failed (wrong password, not allowed, no sudo). */
    public static final class BecomeFailed extends HostException {
        private static final long serialVersionUID = 1L;

        public BecomeFailed(String message) {
            super(message);
        }
    }

    /** The host would not take a file: something is there already, no room, no right; nothing of it is left behind. */
    public static final class UploadFailed extends HostException {
        private static final long serialVersionUID = 1L;

        public UploadFailed(String message) {
            super(message);
        }
    }
}
