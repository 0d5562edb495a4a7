package play.modules.commands;

import java.util.Optional;
import play.value.Bytes;
import play.value.Content;

/** A text that a shell of the host runs; no list of processes shows it. */
final class ShellText {
    private ShellText() {}

    /**
     * The script that runs it.
     *
     * @param start shell to begin with; it ends with a line feed, or is empty
     * @param program words of the shell that is to run it; without, the one at hand does
     */
    static String run(String start, Optional<String> program, Bytes text) {
        if (program.isEmpty()) {
            return start + text.utf8();
        }
        String end = "END_" + text.sha256();
        return start + "exec " + program.get() + " /dev/fd/3 3<<'" + end + "'\n" + text.utf8() + "\n" + end + "\n";
    }

    /** The first line, masked. */
    static String title(Content cmd) {
        String text = cmd.masked().orElse("shell").strip();
        return text.lines().count() > 1 ? text.lines().findFirst().orElse("") + " …" : text;
    }
}
