package play.selfcheck;

/**
 * What was found of one thing that {@code play} needs on this machine.
 *
 * @param name of what was looked for, in a few words
 * @param detail what is there, or what it is needed for where it is missing
 * @param remedy what to do; empty where nothing is
 */
public record Finding(String name, State state, String detail, String remedy) {
    public enum State {
        PRESENT,
        /** Some commands or modules need it, and runs do not. */
        ABSENT,
        /** Runs fail or go wrong without it. */
        MISSING
    }

    static Finding present(String name, String detail) {
        return new Finding(name, State.PRESENT, detail, "");
    }

    static Finding absent(String name, String detail, String remedy) {
        return new Finding(name, State.ABSENT, detail, remedy);
    }

    static Finding missing(String name, String detail, String remedy) {
        return new Finding(name, State.MISSING, detail, remedy);
    }
}
