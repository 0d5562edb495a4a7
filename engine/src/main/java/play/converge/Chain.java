package play.converge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import play.host.FileScript;
import play.host.Script;
import play.host.ScriptResult;

/** Scripts joined into one, each run only when the one before succeeded: several actions in one round trip. */
final class Chain {
    /** Follows what a script that succeeded prints; no program knows it. */
    private final String done = "done " + UUID.randomUUID();

    private final List<Script> scripts = new ArrayList<>();

    void add(Script script) {
        scripts.add(script);
    }

    boolean isEmpty() {
        return scripts.isEmpty();
    }

    int size() {
        return scripts.size();
    }

    /** One link per script, each in a subshell of its own with its own input, followed by a mark on standard output. */
    Script joined() {
        boolean files = scripts.stream().anyMatch(script -> script.text().startsWith(FileScript.FUNCTIONS));
        String text = scripts.stream()
                .map(this::link)
                .collect(Collectors.joining("\n", files ? FileScript.FUNCTIONS : "", ""));
        Duration deadline = scripts.stream().map(Script::deadline).reduce(Duration.ZERO, Duration::plus);
        Script joined = Script.of(text + "\n").within(deadline);
        return scripts.stream().anyMatch(Script::apart) ? joined.apartFromOthers() : joined;
    }

    /** No {@code &&} around it: there a shell ignores {@code set -e}. */
    private String link(Script script) {
        String input =
                script.stdin().isEmpty() ? "" : "printf %s '" + script.stdin().base64() + "' | base64 -d | ";
        String noInput = script.stdin().isEmpty() ? " </dev/null" : "";
        String text = script.text().startsWith(FileScript.FUNCTIONS)
                ? script.text().substring(FileScript.FUNCTIONS.length())
                : script.text();
        String guarded = input + "(\n" + text + "\n)" + noInput;
        return guarded + "\nplay_code=$?\n[ \"$play_code\" -eq 0 ] || exit \"$play_code\"\necho '" + done + "'";
    }

    /** How many scripts succeeded. */
    int done(ScriptResult result) {
        return (int) result.out().lines().filter(line -> line.endsWith(done)).count();
    }

    /** What the script that failed printed on standard output. */
    String rest(ScriptResult result) {
        String out = result.out();
        int last = out.lastIndexOf(done);
        return last < 0 ? out : out.substring(last + done.length()).stripLeading();
    }
}
