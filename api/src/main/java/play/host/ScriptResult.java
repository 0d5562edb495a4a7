package play.host;

import java.util.List;
import play.value.Bytes;

/** What a script left: its exit code and all it wrote. */
public record ScriptResult(int exitCode, Bytes stdout, Bytes stderr) {
    public boolean succeeded() {
        return exitCode == 0;
    }

    /** Standard output as text. */
    public String out() {
        return stdout.utf8();
    }

    /** Standard error as text. */
    public String err() {
        return stderr.utf8();
    }

    /** The lines of standard output. */
    public List<String> lines() {
        return out().lines().toList();
    }

    /**
     * Nothing, where the script got to its end.
     *
     * @param failure what it means where it did not: {@code the groups of the host cannot be read}
     */
    public void expectSuccess(String failure) throws UnknownStateException {
        if (!succeeded()) {
            throw unknown(failure);
        }
    }

    /** That something is not known, with the host's own words for the reason. */
    public UnknownStateException unknown(String failure) {
        String words = err().strip();
        String silence = succeeded() ? "the host says nothing of it" : "exit code " + exitCode;
        return new UnknownStateException(failure + ": " + (words.isEmpty() ? silence : words));
    }
}
