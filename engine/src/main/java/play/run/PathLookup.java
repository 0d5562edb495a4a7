package play.run;

import java.util.Map;
import java.util.Set;
import play.expression.ExpressionException;
import play.host.EnvironmentVariable;
import play.host.Home;
import play.host.HostException;
import play.host.Observed;

/** Asks the host that a task acts on for what paths may name. */
interface PathLookup {
    /** For what is done on no host. */
    PathLookup NOTHING = new PathLookup() {
        @Override
        public Map<String, Observed<Home>> homes(Set<String> accounts) {
            return Map.of();
        }

        @Override
        public Map<String, Observed<EnvironmentVariable>> variables(Set<String> names) {
            return Map.of();
        }
    };

    /**
     * Where accounts have their homes.
     *
     * @param accounts by name; the empty one is the task's user
     */
    Map<String, Observed<Home>> homes(Set<String> accounts)
            throws HostException, ExpressionException, InterruptedException;

    /** Variables of the environment that the task's commands run in, by their names. */
    Map<String, Observed<EnvironmentVariable>> variables(Set<String> names)
            throws HostException, ExpressionException, InterruptedException;
}
