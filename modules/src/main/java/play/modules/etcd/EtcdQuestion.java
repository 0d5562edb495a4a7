package play.modules.etcd;

import java.util.List;
import play.host.StateKey;
import play.module.Query;

/** A query of which all comes from one question to etcdctl. */
interface EtcdQuestion<P extends Record & EtcdQuestion.Asked> extends Query<P> {
    /** Parameters of which a question comes. */
    interface Asked {
        StateKey<EtcdAnswer> question();
    }

    @Override
    default List<StateKey<?>> probes(P params) {
        return List.of(params.question());
    }
}
