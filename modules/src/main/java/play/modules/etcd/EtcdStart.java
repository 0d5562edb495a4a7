package play.modules.etcd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.files.FirstStart;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.param.Doc;
import play.param.HostPath;

/** How a dry run can tell that etcd will be new, and so hold nothing but what the tasks of the run put there. */
public record EtcdStart(
        @Doc("Unit of etcd on this host, or the file beside a package's unit (etcd.service.d/NAME.conf). A dry run"
                + " that foresees its first start foresees an etcd that is empty.")
        Optional<String> unit,

        @Doc("Directory of etcd's data on this host, for the same purpose.") @HostPath
        Optional<String> store) {

    /** What must be known to tell, beside the state that is asked for. */
    List<StateKey<?>> with(StateKey<?> asked) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(asked));
        keys.addAll(new FirstStart(unit, store).probes());
        return keys;
    }

    /** What is known of a state of etcd, as {@link FirstStart#of} tells. */
    <S extends HostState> Observed<S> of(StateKey<S> key, S empty, Knowledge known) {
        return new FirstStart(unit, store).of(key, empty, known);
    }
}
