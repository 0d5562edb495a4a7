package play.connection.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import play.host.NulByteException;
import play.host.Script;
import play.host.ScriptEnvironment;
import play.value.Bytes;

/**
 * What is written to a persistent {@code sh} to run some scripts, and the marks by which the answer is read.
 *
 * <p>Each script is a single-quoted word for {@code eval} in a subshell: a syntax error ends that subshell only. The
 * shell may read its own input ahead in blocks, so input of a script can't follow it there; it travels as base64 in a
 * word of {@code printf}, which is built in (checked at the start), so that nothing of it shows in an argument list or
 * a file. A script that is apart writes to {@link OwnPipes}.
 */
public final class Frame {
    /** Most shells leave out what a script does at its end where a signal ends it. */
    private static final String TIDY = "trap 'exit 129' HUP; trap 'exit 130' INT; trap 'exit 143' TERM";

    private final String tag;
    private final List<Script> scripts;

    /**
     * @param tag no script can print it by chance
     * @param scripts in the order they run in
     */
    Frame(String tag, List<Script> scripts) {
        this.tag = tag;
        this.scripts = scripts;
    }

    /** Whether {@link #begin} comes before the output of a script on both streams; what came before is noise. */
    boolean begins(int index) {
        return index == 0 || scripts.get(index - 1).apart();
    }

    /** Comes before the output of a script that {@link #begins}. */
    byte[] begin(int index) {
        return ascii("\n" + tag + " " + index + " begin\n");
    }

    /** Follows the output of a script on stdout; its {@link Ending} and a line feed come next. */
    byte[] outEnd(int index) {
        return ascii("\n" + tag + " " + index + " ");
    }

    /** Follows the output of a script on stderr. */
    byte[] errEnd(int index) {
        return ascii("\n" + tag + " " + index + "\n");
    }

    /** The bytes for the shell. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        put(bytes, OwnPipes.LEAVE);
        for (int i = 0; i < scripts.size(); i++) {
            Script script = scripts.get(i);
            if (begins(i)) {
                put(bytes, OwnPipes.AWAIT + printf(i + " begin", "", "") + printf(i + " begin", "", " >&2"));
            }
            putScript(bytes, script);
            put(bytes, script.apart() ? endApart(i) : end(i));
        }
        return bytes.toByteArray();
    }

    private String end(int index) {
        return printf(index + " %s", " \"$?\"", "") + printf(String.valueOf(index), "", " >&2");
    }

    private String endApart(int index) {
        return printf(index + " %s %s", " \"$?\" " + OwnPipes.READERS, " >&6")
                + printf(String.valueOf(index), "", " >&7")
                + OwnPipes.CLOSE;
    }

    private String printf(String format, String arguments, String target) {
        return "printf '\\n" + tag + " " + format + "\\n'" + arguments + target + "\n";
    }

    private static void putScript(ByteArrayOutputStream bytes, Script script) {
        if (script.apart()) {
            put(bytes, OwnPipes.OPEN);
        }
        if (!script.stdin().isEmpty()) {
            put(bytes, "{ printf %s '");
            bytes.writeBytes(Base64.getEncoder().encode(script.stdin().toArray()));
            put(bytes, "' | base64 -d; } 2>/dev/null | ");
        }
        put(
                bytes,
                switch (script.author()) {
                    case USER -> "( " + ScriptEnvironment.GIVEN_BACK + "; eval '";
                    case PLAY -> "( " + TIDY + "; eval '";
                });
        bytes.writeBytes(quoted(script.text()));
        put(bytes, "' )" + (script.stdin().isEmpty() ? " </dev/null" : ""));
        put(bytes, (script.apart() ? OwnPipes.INTO : "") + "\n");
    }

    private static byte[] quoted(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new NulByteException();
        }
        return text.replace("'", "'\\''").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(ascii(text));
    }

    public static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * What is said of a script that has ended.
     *
     * @param readers the numbers of the processes that pass its output on
     */
    record Ending(int exitCode, List<String> readers) {}

    private static final Pattern ENDING = Pattern.compile("([0-9]{1,3})((?: [0-9]{1,10})*) *");

    /** Reads what is between {@link #outEnd} and the line feed; empty where something else is there. */
    static Optional<Ending> ending(Bytes line) {
        Matcher matcher = ENDING.matcher(line.utf8());
        return matcher.matches()
                ? Optional.of(new Ending(Integer.parseInt(matcher.group(1)), readers(matcher.group(2))))
                : Optional.empty();
    }

    private static List<String> readers(String numbers) {
        return numbers.isEmpty() ? List.of() : List.of(numbers.strip().split(" "));
    }
}
