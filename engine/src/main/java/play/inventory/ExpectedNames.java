package play.inventory;

import java.util.Set;

/** Names of hosts and groups that an inventory may come to have in a run. */
public interface ExpectedNames {
    ExpectedNames NONE = new ExpectedNames() {
        @Override
        public boolean has(String name) {
            return false;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }
    };

    /** Whether it may come to have this one. */
    boolean has(String name);

    /** Those that are written. */
    Set<String> names();
}
