package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.modules.clients.PrintedJson;

/**
 * What etcdctl answers to one question, as lines of JSON.
 *
 * @param lines one per call
 */
record EtcdAnswer(List<JsonNode> lines) implements HostState {
    EtcdAnswer {
        lines = List.copyOf(lines);
    }

    @Override
    public boolean present() {
        return true;
    }

    /**
     * Asks.
     *
     * @param question shell lines with {@code ctl} for etcdctl, each of which prints one line
     */
    record Family(EtcdClient client, String question) implements StateFamily<EtcdAnswer> {
        StateKey<EtcdAnswer> key() {
            return new StateKey<>(client.service(), this, "answer");
        }

        @Override
        public String name() {
            return "etcd";
        }

        @Override
        public Class<EtcdAnswer> type() {
            return EtcdAnswer.class;
        }

        @Override
        public Script read(List<StateKey<EtcdAnswer>> keys) {
            return client.script(question);
        }

        @Override
        public boolean secret() {
            return true;
        }

        @Override
        public Told<EtcdAnswer> told(List<StateKey<EtcdAnswer>> keys, ScriptResult result)
                throws UnknownStateException {
            if (!result.succeeded()) {
                throw new UnknownStateException(client.silence(result));
            }
            List<JsonNode> lines = new ArrayList<>();
            for (String line : result.lines()) {
                // Of no member at all etcdctl prints nothing, or null.
                lines.add(line.isBlank() || line.equals("null") ? PrintedJson.read("") : PrintedJson.answer(line));
            }
            return (index, id) -> new EtcdAnswer(lines);
        }
    }
}
