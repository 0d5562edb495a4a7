package play.vars;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import play.playbook.RoleCall;
import play.playbook.RoleUse;
import play.playbook.Step;

/**
 * Which roles hosts surely go through in the play that is looked at: the same use again is left out there. Used by one
 * thread.
 */
final class RolePasses {
    private final Map<RoleCall, Set<String>> byCall = new HashMap<>();
    private final Map<RoleUse, Set<String>> byUse = new IdentityHashMap<>();

    void startPlay() {
        byCall.clear();
        byUse.clear();
    }

    /** A host goes through the role of a step. */
    void through(Step step, String host) {
        step.context().role().ifPresent(use -> {
            byCall.computeIfAbsent(use.call(), call -> new HashSet<>()).add(host);
            byUse.computeIfAbsent(use, same -> new HashSet<>()).add(host);
        });
    }

    /** Whether no other use of its role makes the step needless on a host. */
    boolean isDue(Step step, String host) {
        return step.context()
                .role()
                .filter(use -> !use.repeats())
                .filter(use -> byCall.getOrDefault(use.call(), Set.of()).contains(host))
                .filter(use -> !byUse.getOrDefault(use, Set.of()).contains(host))
                .isEmpty();
    }
}
