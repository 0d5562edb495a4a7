package play.modules.kubernetes;

import java.util.Map;
import java.util.Optional;
import play.host.HostState;

/** What the server says it would do with an object. */
sealed interface DryApply extends HostState {
    /** It takes it; these would be the manager's fields. */
    record Accepted(Map<String, Object> fields) implements DryApply {}

    /** It refuses it, in its own words. */
    record Refused(String why) implements DryApply {
        /** Whether it refuses because this namespace is not there. */
        boolean lacksNamespace(String namespace) {
            return why.contains("namespaces \"" + namespace + "\" not found");
        }

        /** Whether it does not know the kind. */
        boolean lacksKind() {
            return why.contains("no matches for kind");
        }

        /** Whether other managers own fields of it. */
        boolean isConflict() {
            return why.contains("conflict");
        }
    }

    @Override
    default boolean present() {
        return true;
    }

    /** The refusal, where it is one. */
    default Optional<Refused> refusal() {
        return this instanceof Refused refused ? Optional.of(refused) : Optional.empty();
    }
}
