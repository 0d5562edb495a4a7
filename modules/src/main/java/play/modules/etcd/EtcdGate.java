package play.modules.etcd;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.Knowledge;
import play.host.Observed;
import play.module.Answer;
import play.module.Patience;

/** A gate that waits until what etcdctl tells of a cluster is as it must be. */
interface EtcdGate<P extends Record & EtcdGate.Awaited> extends EtcdQuestion<P> {
    /** Parameters of what is waited for. */
    interface Awaited extends EtcdQuestion.Asked {
        Duration timeout();

        Duration interval();
    }

    /** How many lines of JSON an answer has. */
    int lines();

    /** What is wrong when it has fewer. */
    String silence();

    Answer judge(P params, List<JsonNode> lines);

    @Override
    default Optional<Patience> patience(P params) {
        return Optional.of(new Patience(params.timeout(), params.interval()));
    }

    @Override
    default Answer answer(P params, Knowledge known) {
        return switch (known.of(params.question())) {
            case Observed.Unknown<EtcdAnswer>(String reason) -> new Answer.Waiting(reason);
            case Observed.Known<EtcdAnswer>(EtcdAnswer answer, var how) ->
                answer.lines().size() < lines() ? new Answer.Waiting(silence()) : judge(params, answer.lines());
        };
    }
}
