package play.modules.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;

/** States that some calls of kubectl tell. */
interface KubeStates<S extends HostState> extends StateFamily<S> {
    KubeClient client();

    /** What kubectl is called with for an id, call by call; the same number of calls for each. */
    List<List<String>> calls(String id);

    /** The state, from what the calls answered; each has succeeded. */
    S state(String id, List<Sections.Answer> answers);

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
    default Map<StateKey<S>, Observed<S>> parse(List<StateKey<S>> keys, ScriptResult result) {
        List<Sections.Answer> answers = Sections.read(result);
        Map<StateKey<S>, Observed<S>> states = new HashMap<>();
        int next = 0;
        for (StateKey<S> key : keys) {
            int calls = calls(key.id()).size();
            boolean told = result.succeeded() && next + calls <= answers.size();
            states.put(
                    key,
                    told
                            ? observed(key.id(), answers.subList(next, next + calls))
                            : new Observed.Unknown<>(KubeClient.words(result.err())));
            next += calls;
        }
        return states;
    }

    private Observed<S> observed(String id, List<Sections.Answer> answers) {
        Optional<Sections.Answer> refused =
                answers.stream().filter(answer -> !answer.succeeded()).findFirst();
        return refused.isPresent()
                ? new Observed.Unknown<>(KubeClient.words(refused.get().text()))
                : Observed.read(state(id, answers));
    }

    /** The one object of an answer, if there is one. */
    static Optional<JsonNode> object(Sections.Answer answer) {
        return KubeJson.objects(answer.text())
                .flatMap(objects -> objects.stream().findFirst());
    }
}
