package play.run;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import play.converge.ModuleResult;
import play.converge.Session;

/** Where items of a loop reached nobody: the next ones do not wait there again. Used by one thread. */
final class Unreached {
    private final Map<Session, ModuleResult> results = new HashMap<>();

    /** What came of the item that waited there. */
    Optional<ModuleResult> at(Session session) {
        return Optional.ofNullable(results.get(session));
    }

    boolean isEmpty() {
        return results.isEmpty();
    }

    void note(Session session, ModuleResult result) {
        results.put(session, result);
    }
}
