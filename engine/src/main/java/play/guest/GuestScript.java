package play.guest;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Script;
import play.host.ShellWords;
import play.value.Bytes;

/** What runs a payload on a host. */
final class GuestScript {
    /** Runs the Python of the host that the user names, else the first there is. */
    private static final String PYTHON = """
        set -f
        set -- ${PLAY_PYTHON:-python3}
        if [ -z "${PLAY_PYTHON-}" ] && [ -x /usr/libexec/platform-python ]; then
          command -v python3 >/dev/null || set -- /usr/libexec/platform-python
        fi
        unset PLAY_PYTHON
        set +f
        command -v "$1" >/dev/null || {
          printf "there is no program '%s'; install it, or name one by ansible_python_interpreter\\n" "$1" >&2
          exit 127
        }
        """;

    /** A program that is none of Python is run from a directory that is its user's alone, and removed. */
    private static final String FOLDER = """
        umask 077
        folder=$(mktemp -d) || exit
        trap 'rm -rf "$folder"' EXIT
        trap 'exit 143' HUP INT TERM
        cat >"$folder/module" && chmod u+x "$folder/module" || exit
        """;

    private GuestScript() {}

    static Script of(Map<String, @Nullable Object> payload) {
        byte[] module = Base64.getDecoder().decode(String.valueOf(payload.get("module")));
        return Script.of(text(payload)).withStdin(Bytes.of(module));
    }

    private static String text(Map<String, @Nullable Object> payload) {
        if (Boolean.TRUE.equals(payload.get("whole"))) {
            return PYTHON + "exec \"$@\" -\n";
        }
        List<String> interpreter = payload.get("interpreter") instanceof List<?> words
                ? words.stream().map(String::valueOf).toList()
                : List.of();
        String arguments = String.valueOf(payload.get("arguments"));
        String given = arguments.isEmpty()
                ? ""
                : "printf %s " + ShellWords.quote(arguments) + " >\"$folder/arguments\" || exit\n";
        boolean python = interpreter.stream().anyMatch(word -> word.matches("(.*/)?python[0-9.]*"));
        String start = python ? PYTHON : "set -- " + ShellWords.join(interpreter) + "\n";
        return FOLDER + given + start + "\"$@\" \"$folder/module\" \"$folder/arguments\" </dev/null\n";
    }
}
