package play.modules.clients;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.HostState;
import play.host.LineFamily;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;

/** States of a service that its program tells, each as one line of JSON. */
public interface JsonStates<S extends HostState> extends LineFamily<S> {
    ServiceClient client();

    /** The state that an answer tells of. */
    S state(String id, JsonNode answer) throws UnknownStateException;

    default StateKey<S> at(String id) {
        return new StateKey<>(client().service(), this, id);
    }

    @Override
    default S told(String id, String line) throws UnknownStateException {
        return state(id, PrintedJson.answer(line));
    }

    @Override
    default Script script(String lines) {
        return client().script(lines);
    }

    @Override
    default String silence(ScriptResult result) {
        return client().silence(result);
    }
}
