package play.run;

import java.util.List;
import play.expression.ExpressionException;
import play.playbook.Include;
import play.playbook.Step;

/** Finds what a dynamic include brings in for a host. */
interface Includes {
    /**
     * Steps to run, the same object for every host that includes the same.
     *
     * @param source the file, its whole path, or the role
     * @param item of a loop; empty outside loops
     */
    record Included(String source, String item, List<Step> steps) {
        public Included {
            steps = List.copyOf(steps);
        }
    }

    /** Makes the includes of a batch; roles bring handlers, which the batch is told of. */
    @FunctionalInterface
    interface Maker {
        Includes forBatch(PlayRun batch);
    }

    /**
     * What there is for a host.
     *
     * @param all one per item of the include's loop; none where its condition does not hold
     * @param items what came of each item; none outside loops
     * @param result what {@code register} gets
     */
    record Found(List<Included> all, List<Results.ItemResult> items, Object result) {
        public Found {
            all = List.copyOf(all);
            items = List.copyOf(items);
        }

        /** Without a loop. */
        Found(List<Included> all, Object result) {
            this(all, List.of(), result);
        }
    }

    Found of(Include include, String host) throws ExpressionException;
}
