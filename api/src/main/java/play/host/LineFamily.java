package play.host;

import java.util.List;

/** States that a program of the host tells, each as one line. */
public interface LineFamily<S extends HostState> extends StateFamily<S> {
    /** Shell lines that print one line about an id, or end with {@code exit 1}. */
    String ask(String id);

    /** The state that a line tells of. */
    S told(String id, String line) throws UnknownStateException;

    /** A script of such lines, with what they need before them. */
    Script script(String lines);

    /** Why nothing is known, where the script did not get to its end. */
    String silence(ScriptResult result);

    @Override
    default Script read(List<StateKey<S>> keys) {
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append(ask(key.id())));
        return script(lines.toString());
    }

    @Override
    default Told<S> told(List<StateKey<S>> keys, ScriptResult result) {
        List<String> lines = result.lines();
        return (index, id) -> {
            if (!result.succeeded() || index >= lines.size()) {
                throw new UnknownStateException(silence(result));
            }
            return told(id, lines.get(index));
        };
    }
}
