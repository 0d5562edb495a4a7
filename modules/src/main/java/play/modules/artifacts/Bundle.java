package play.modules.artifacts;

import java.util.Set;
import play.host.HostState;
import play.value.Foreseen;

/** What is at the path of a bundle. */
public sealed interface Bundle extends HostState {
    /** Nothing. */
    record Absent() implements Bundle {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** Something else. */
    record Other() implements Bundle {}

    /**
     * A bundle.
     *
     * @param names what {@link BundleIndex#names} says
     */
    record Kept(Set<String> names, Foreseen<BundleIndex> index) implements Bundle {
        public Kept {
            names = Set.copyOf(names);
        }
    }

    @Override
    default boolean present() {
        return true;
    }
}
