package play.connection;

import java.time.Duration;

/** A script has to be ended: it is past its deadline, or writes without end. */
final class ScriptOverdue extends Exception {
    private static final long serialVersionUID = 1L;

    /** Of a script that is past its deadline. */
    static ScriptOverdue late(Duration deadline, String lastWords) {
        return new ScriptOverdue("a script was still running after " + Words.of(deadline), lastWords);
    }

    /** Of a script that has written more than can be kept: than the limit, or than there is memory for. */
    static ScriptOverdue flood(boolean memory, String lastWords) {
        return new ScriptOverdue(
                "a script wrote more than " + (memory ? "there is memory for" : (Arrivals.LIMIT >> 20) + " MiB"),
                lastWords);
    }

    private ScriptOverdue(String what, String lastWords) {
        super(what + (lastWords.isEmpty() ? "" : " (its last output: " + lastWords + ")"));
    }
}
