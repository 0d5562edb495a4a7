package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import play.host.Knowledge;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Answer;
import play.module.Query;
import play.modules.clients.JsonText;

/** A query that etcdctl answers by one line of JSON. */
interface EtcdQuery<P extends Record & EtcdQuery.Asked> extends Query<P> {
    /** Parameters of which a question comes. */
    interface Asked {
        StateKey<EtcdAnswer> question();
    }

    /** What the line says; of nothing where etcdctl printed none. */
    Answer found(JsonNode line) throws UnknownStateException;

    @Override
    default List<StateKey<?>> probes(P params) {
        return List.of(params.question());
    }

    @Override
    default Answer answer(P params, Knowledge known) {
        return Answer.on(known.of(params.question()), answer -> {
            try {
                return found(
                        answer.lines().isEmpty()
                                ? JsonText.read("")
                                : answer.lines().getFirst());
            } catch (UnknownStateException e) {
                return new Answer.Failed(e.about(params.question()).reason());
            }
        });
    }
}
