package play.modules.commands;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.ShellWords;
import play.value.Bytes;

/**
 * A script that a host gets on standard input. Its file has lost its name before anything is in it, so nothing of it
 * can be left; what runs it opens it as {@code /dev/fd/3}.
 *
 * @param executable what runs it, as a shell reads it
 */
record BroughtScript(Bytes content, Optional<String> executable) {
    private static final String FILE = "/dev/fd/3";

    /** What a kernel reads of a script: a program, and all that follows as one word. */
    private static final Pattern FIRST_LINE =
            Pattern.compile("#![ \t]*([^ \t\n]+)[ \t]*([^\n]*?)[ \t]*(\n.*|$)", Pattern.DOTALL);

    /** Bytes in which a file that is no text has a NUL. */
    private static final int HEAD = 1024;

    /** Shell that makes the file, before anything reads standard input. */
    String bringing() {
        return """
            f=%s || exit 1
            if ! chmod 700 "$f" || ! exec 3<"$f" 4>"$f"; then rm -f -- "$f"; exit 1; fi
            rm -f -- "$f"
            cat >&4 || exit 1
            exec 4>&-
            unset f
            """.formatted(isProgram() ? "$(mktemp \"$HOME/.play_XXXXXX\" 2>/dev/null || mktemp)" : "$(mktemp)");
    }

    /**
     * Shell that runs it. What its first line says is started by name: where files are temporary, systems often let
     * none be executed.
     */
    String call() {
        return executable.map(program -> program + " " + FILE).orElseGet(() -> isProgram() ? FILE : started());
    }

    private String started() {
        Matcher line = FIRST_LINE.matcher(head());
        if (!line.matches()) {
            return "sh " + FILE;
        }
        String argument = line.group(2).isEmpty() ? "" : ShellWords.quote(line.group(2)) + " ";
        return ShellWords.quote(line.group(1)) + " " + argument + FILE;
    }

    /** Only a kernel can start it, from where it may be executed. */
    private boolean isProgram() {
        return executable.isEmpty() && head().indexOf('\0') >= 0;
    }

    private String head() {
        byte[] all = content.toArray();
        return new String(all, 0, Math.min(all.length, HEAD), StandardCharsets.ISO_8859_1);
    }
}
