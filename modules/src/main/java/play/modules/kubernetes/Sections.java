package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.UnknownStateException;
import play.value.Bytes;

/**
 * Asks kubectl about many objects: all at once, and only where that fails one by one, so that a wrong object does not
 * hide what is known of the others.
 */
public final class Sections {
    private static final String MARK = "\u001e";

    private static final Shape ANSWER = Shape.of("\n", "code\ntext");

    /**
     * Defines {@code ask}: one call of the program {@code ctl}, whose answer becomes one section. What it says beside
     * its answer is told only where it fails, and then alone: the answer may hold secrets.
     */
    public static final String ASK_ONE = """
        told() { if out=$("$@" 2>"$cache/said"); then code=0; else code=$?; out=$(cat "$cache/said"); fi; }
        ask() { told ctl "$@"; printf '\\036%d\\n%s' "$code" "$out"; }
        """;

    private static final String ASK = """
        all=$(cat)
        each() { printf '%%s\\n' "$1" | ctl %1$s -f -; }
        told each "$all"
        if [ "$code" = 0 ]; then
          printf '%%s' "$out"
        elif printf '%%s' "$out" | grep -qE -e 'connection refused|no route to host|i/o timeout' \\
            -e 'TLS handshake|x509:|Unauthorized|no such host|context deadline|EOF$'; then
          printf '%%s\\n' "$out" >&2; exit 1
        else
          printf '%%s\\n' "$all" | while IFS= read -r one; do
            told each "$one"
            printf '\\036%%d\\n%%s' "$code" "$out"
          done
        fi
        """;

    private Sections() {}

    /** The script for a kubectl command; the objects come as lines on standard input. */
    static play.host.Script script(KubeClient client, String command, List<String> objects) {
        return client.script(ASK_ONE + ASK.formatted(command)).withStdin(Bytes.of(String.join("\n", objects)));
    }

    /** What was said of one object. */
    public record Answer(boolean succeeded, String text) {}

    /** One answer for all, or one per object in order. */
    static List<Answer> read(String out) throws UnknownStateException {
        if (!out.startsWith(MARK)) {
            return List.of(new Answer(true, out));
        }
        List<Answer> answers = new ArrayList<>();
        for (String section : out.substring(1).split(MARK, -1)) {
            Fields answer = ANSWER.read(section);
            answers.add(new Answer(answer.number("code") == 0, answer.text("text")));
        }
        return answers;
    }

    /** So many answers, each a section of its own. */
    public static List<Answer> read(ScriptResult result, int count) throws UnknownStateException {
        if (!result.succeeded()) {
            throw KubeClient.unknown(result.err());
        }
        List<Answer> answers = read(result.out());
        if (answers.size() != count || !result.out().startsWith(MARK)) {
            throw UnknownStateException.expected(
                    count + (count == 1 ? " answer" : " answers"), answers.size() + " of " + result.out());
        }
        return answers;
    }

    /** Like {@link #read(String)}, where the API server could be asked. */
    static List<Answer> read(KubeClient client, ScriptResult result) throws UnknownStateException {
        if (!result.succeeded()) {
            throw unanswered(client, result);
        }
        return read(result.out());
    }

    static UnknownStateException unanswered(KubeClient client, ScriptResult result) {
        return new UnknownStateException("the API server of "
                + client.server().or(client::kubeconfig).orElse("the kubeconfig") + " does not answer: "
                + KubeClient.words(result.err()));
    }

    /** The objects of all answers that are not refusals. */
    static List<JsonNode> objects(List<Answer> answers) throws UnknownStateException {
        List<JsonNode> objects = new ArrayList<>();
        for (Answer answer : answers) {
            if (answer.succeeded()) {
                objects.addAll(KubeJson.told(answer.text()));
            }
        }
        return objects;
    }

    /** What was said of the object at this place, where it was refused. */
    static Optional<String> refusal(List<Answer> answers, int index) throws UnknownStateException {
        int at = answers.size() > 1 ? index : 0;
        if (at >= answers.size()) {
            throw UnknownStateException.expected("an answer for each object", "");
        }
        return answers.get(at).succeeded()
                ? Optional.empty()
                : Optional.of(answers.get(at).text());
    }
}
