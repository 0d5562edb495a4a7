package play.run;

import java.util.Map;
import java.util.Set;
import play.expression.ExpressionException;
import play.host.Home;
import play.host.HostException;
import play.host.Observed;

/** Asks the host that a task acts on where accounts have their homes. */
@FunctionalInterface
interface HomeLookup {
    /** @param accounts by name; the empty one is the task's user */
    Map<String, Observed<Home>> of(Set<String> accounts)
            throws HostException, ExpressionException, InterruptedException;
}
