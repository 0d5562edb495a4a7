package play.run;

import java.util.OptionalInt;
import play.converge.Approval;
import play.event.TaskRef;

/** Who is asked before tasks change anything. Asked by many threads. */
@FunctionalInterface
public interface Approvals {
    /** Nobody: everything may be done. */
    Approvals GRANTED = instance -> Approval.GRANTED;

    /**
     * A task on a host.
     *
     * @param item which of its loop, from 0
     */
    record Instance(String host, TaskRef task, OptionalInt item) {}

    Approval of(Instance instance);
}
