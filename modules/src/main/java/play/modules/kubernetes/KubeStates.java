package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** States that some calls of kubectl tell. */
interface KubeStates<S extends HostState> extends StateFamily<S> {
    KubeClient client();

    /** What kubectl is called with for an id, call by call; the same number of calls for each. */
    List<List<String>> calls(String id);

    /** The state, from what the calls answered; each has succeeded. */
    S state(String id, List<Sections.Answer> answers) throws UnknownStateException;

    default StateKey<S> at(String id) {
        return new StateKey<>(client().service(), this, id);
    }

    @Override
    default Script read(List<StateKey<S>> keys) {
        StringBuilder body = new StringBuilder(Sections.ASK_ONE);
        keys.forEach(key -> calls(key.id())
                .forEach(words ->
                        body.append("ask ").append(ShellWords.join(words)).append('\n')));
        return client().script(body.toString());
    }

    @Override
    default Told<S> told(List<StateKey<S>> keys, ScriptResult result) throws UnknownStateException {
        int all = keys.stream().mapToInt(key -> calls(key.id()).size()).sum();
        List<Sections.Answer> answers = Sections.read(result, all);
        return (index, id) -> {
            int calls = calls(id).size();
            List<Sections.Answer> own = answers.subList(index * calls, (index + 1) * calls);
            for (Sections.Answer answer : own) {
                if (!answer.succeeded()) {
                    throw KubeClient.unknown(answer.text());
                }
            }
            return state(id, own);
        };
    }

    /** The one object of an answer, if there is one. */
    static Optional<JsonNode> object(Sections.Answer answer) throws UnknownStateException {
        return KubeJson.told(answer.text()).stream().findFirst();
    }
}
