package play.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import play.host.Script;
import play.host.ScriptEnvironment;
import play.value.Bytes;

/**
 * What is written to a persistent {@code sh} to run some scripts, and the marks by which the answer is read.
 *
 * <p>Each script is a single-quoted word for {@code eval} in a subshell: a syntax error ends that subshell only. The
 * shell may read its own input ahead in blocks, so input of a script can't follow it there; it travels as base64 in a
 * word of {@code printf}, which is built in (checked at the start), so that nothing of it shows in an argument list or
 * a file.
 */
final class Frame {
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

    /** Comes on both streams before the output of the first script; what came before is noise. */
    byte[] begin() {
        return ascii("\n" + tag + " begin\n");
    }

    /** Follows the output of a script on stdout; its exit code and a line feed come next. */
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
        put(bytes, mark("begin\\n", "begin\\n", ""));
        for (int i = 0; i < scripts.size(); i++) {
            putScript(bytes, scripts.get(i));
            put(bytes, mark(i + " %d\\n", i + "\\n", " \"$?\""));
        }
        return bytes.toByteArray();
    }

    private String mark(String out, String err, String argument) {
        return "printf '\\n" + tag + " " + out + "'" + argument + "; printf '\\n" + tag + " " + err + "' >&2\n";
    }

    private static void putScript(ByteArrayOutputStream bytes, Script script) {
        if (!script.stdin().isEmpty()) {
            put(bytes, "{ printf %s '");
            bytes.writeBytes(Base64.getEncoder().encode(script.stdin().toArray()));
            put(bytes, "' | base64 -d; } 2>/dev/null | ");
        }
        put(
                bytes,
                script.author() == Script.Author.USER ? "( " + ScriptEnvironment.GIVEN_BACK + "; eval '" : "( eval '");
        bytes.writeBytes(quoted(script.text()));
        put(bytes, script.stdin().isEmpty() ? "' ) </dev/null\n" : "' )\n");
    }

    private static byte[] quoted(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a script cannot hold a NUL byte; give it on its input");
        }
        return text.replace("'", "'\\''").getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteArrayOutputStream bytes, String text) {
        bytes.writeBytes(ascii(text));
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The exit code between {@link #outEnd} and the line feed; empty where something else is there. */
    static OptionalInt exitCode(Bytes digits) {
        String text = digits.utf8().strip();
        return text.matches("[0-9]{1,3}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
