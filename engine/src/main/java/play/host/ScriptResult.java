package play.host;

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
}
