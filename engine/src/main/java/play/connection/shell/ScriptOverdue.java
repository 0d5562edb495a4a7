package play.connection.shell;

import java.time.Duration;
import play.connection.transport.Words;

/** A script has to be ended: it is past its deadline, or writes without end. */
public final class ScriptOverdue extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String ADVICE =
            ", the most that play has memory for; let it write to a file, or give play more"
                    + " (JAVA_TOOL_OPTIONS=-Xmx4g: 4 GiB)";

    /** Of a script that is past its deadline. */
    static ScriptOverdue late(Duration deadline, String lastWords) {
        return new ScriptOverdue("a script was still running after " + Words.of(deadline), lastWords);
    }

    /** Of a script that has written more than the limit. */
    static ScriptOverdue flood(int limit, String lastWords) {
        return new ScriptOverdue("a script wrote more than " + (limit >> 20) + " MiB" + ADVICE, lastWords);
    }

    /** Of a script that has written more than there is memory for beside what others write. */
    static ScriptOverdue overflow(String lastWords) {
        return new ScriptOverdue("a script wrote more than the rest that others left" + ADVICE, lastWords);
    }

    private ScriptOverdue(String what, String lastWords) {
        super(what + (lastWords.isEmpty() ? "" : " (its last output: " + lastWords + ")"));
    }
}
