package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.module.Answer;
import play.modules.clients.JsonText;

/**
 * What etcdctl answers to one question, as lines of JSON.
 *
 * @param lines one per call
 */
record EtcdAnswer(List<JsonNode> lines) implements HostState {
    EtcdAnswer {
        lines = List.copyOf(lines);
    }

    /** A query's answer from the one line there is; of nothing where etcdctl printed none. */
    static Answer single(Observed<EtcdAnswer> observed, Function<JsonNode, Answer> found) {
        return switch (observed) {
            case Observed.Unknown<EtcdAnswer>(String reason) -> new Answer.Failed(reason);
            case Observed.Known<EtcdAnswer>(EtcdAnswer answer, var how) ->
                found.apply(
                        answer.lines().isEmpty()
                                ? JsonText.read("")
                                : answer.lines().getFirst());
        };
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
        public Map<StateKey<EtcdAnswer>, Observed<EtcdAnswer>> parse(
                List<StateKey<EtcdAnswer>> keys, ScriptResult result) {
            Observed<EtcdAnswer> answer = result.succeeded()
                    ? Observed.read(new EtcdAnswer(
                            result.out().lines().map(JsonText::read).toList()))
                    : new Observed.Unknown<>(client.silence(result));
            Map<StateKey<EtcdAnswer>, Observed<EtcdAnswer>> states = new HashMap<>();
            keys.forEach(key -> states.put(key, answer));
            return states;
        }
    }
}
