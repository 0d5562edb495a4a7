package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import play.host.Knowledge;
import play.host.UnknownStateException;
import play.module.Answer;
import play.modules.clients.PrintedJson;

/** A query that etcdctl answers by one line of JSON. */
interface EtcdQuery<P extends Record & EtcdQuestion.Asked> extends EtcdQuestion<P> {
    /** What the line says; of nothing where etcdctl printed none. */
    Answer found(JsonNode line) throws UnknownStateException;

    @Override
    default Answer answer(P params, Knowledge known) {
        return Answer.on(known.of(params.question()), answer -> {
            try {
                return found(
                        answer.lines().isEmpty()
                                ? PrintedJson.read("")
                                : answer.lines().getFirst());
            } catch (UnknownStateException e) {
                return new Answer.Failed(e.about(params.question()).reason());
            }
        });
    }
}
