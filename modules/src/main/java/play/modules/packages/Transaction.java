package play.modules.packages;

import java.util.List;
import java.util.Optional;
import play.host.HostState;

/** What a package manager says it would do. */
sealed interface Transaction extends HostState {
    /** It can be done. */
    record Feasible(List<Step> steps) implements Transaction {
        public Feasible {
            steps = List.copyOf(steps);
        }
    }

    /**
     * It cannot.
     *
     * @param words of the package manager
     * @param unknown packages it does not know
     * @param similar names that it knows, near the unknown ones
     */
    record Refused(String words, List<String> unknown, List<String> similar) implements Transaction {
        public Refused {
            unknown = List.copyOf(unknown);
            similar = List.copyOf(similar);
        }
    }

    /**
     * One package of it.
     *
     * @param version what is there afterwards; none where the package goes
     */
    record Step(String name, Optional<String> version) {}

    @Override
    default boolean present() {
        return true;
    }
}
