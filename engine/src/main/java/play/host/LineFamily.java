package play.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** States that a program of the host tells, each as one line. */
public interface LineFamily<S extends HostState> extends StateFamily<S> {
    /** Shell lines that print one line about an id, or end with {@code exit 1}. */
    String ask(String id);

    /** The state that a line tells of. */
    S told(String id, String line);

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
    default Map<StateKey<S>, Observed<S>> parse(List<StateKey<S>> keys, ScriptResult result) {
        List<String> lines = result.out().lines().toList();
        Map<StateKey<S>, Observed<S>> states = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            boolean told = result.succeeded() && i < lines.size();
            states.put(
                    keys.get(i),
                    told
                            ? Observed.read(told(keys.get(i).id(), lines.get(i)))
                            : new Observed.Unknown<>(silence(result)));
        }
        return states;
    }
}
