package play.modules.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.ScriptResult;
import play.value.Bytes;

/**
 * Asks kubectl about many objects: all at once, and only where that fails one by one, so that a wrong object does not
 * hide what is known of the others.
 */
final class Sections {
    private static final String MARK = "\u001e";

    /** Defines {@code ask}: one call of kubectl, whose answer becomes one section. */
    static final String ASK_ONE =
            "ask() { out=$(ctl \"$@\" 2>&1); code=$?; printf '\\036%d\\n%s' \"$code\" \"$out\"; }\n";

    private static final String ASK = """
        all=$(cat)
        if out=$(printf '%%s\\n' "$all" | ctl %1$s -f - 2>&1); then
          printf '%%s' "$out"
        elif printf '%%s' "$out" | grep -qE 'connection refused|no route to host|i/o timeout|TLS handshake|x509:\
        |Unauthorized|no such host|context deadline|EOF$'; then
          printf '%%s\\n' "$out" >&2; exit 1
        else
          printf '%%s\\n' "$all" | while IFS= read -r one; do
            out=$(printf '%%s\\n' "$one" | ctl %1$s -f - 2>&1); code=$?
            printf '\\036%%d\\n%%s' "$code" "$out"
          done
        fi
        """;

    private Sections() {}

    /** The script for a kubectl command; the objects come as lines on standard input. */
    static play.host.Script script(KubeClient client, String command, List<String> objects) {
        return client.script(ASK.formatted(command)).withStdin(Bytes.of(String.join("\n", objects)));
    }

    /** What was said of one object. */
    record Answer(boolean succeeded, String text) {}

    /** One answer for all, or one per object in order. */
    static List<Answer> read(ScriptResult result) {
        if (!result.out().startsWith(MARK)) {
            return List.of(new Answer(true, result.out()));
        }
        List<Answer> answers = new ArrayList<>();
        for (String section : result.out().substring(1).split(MARK, -1)) {
            int end = section.indexOf('\n');
            answers.add(new Answer(section.startsWith("0"), section.substring(end + 1)));
        }
        return answers;
    }

    /** Why nothing at all could be asked. */
    static Optional<String> failure(KubeClient client, ScriptResult result) {
        return result.succeeded()
                ? Optional.empty()
                : Optional.of("the API server of "
                        + client.server().or(client::kubeconfig).orElse("the kubeconfig") + " does not answer: "
                        + KubeClient.words(result.err()));
    }
}
