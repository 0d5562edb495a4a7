package play.expression.call;

import java.util.Optional;
import java.util.Set;

/** Brings filters, tests and lookups that are none of the registry's own. May be asked by several threads. */
public interface CallSource {
    /** Brings nothing. */
    CallSource NONE = new CallSource() {
        @Override
        public Optional<Registry.Entry<?>> find(Registry.Kind kind, String name) {
            return Optional.empty();
        }

        @Override
        public String hint(Registry.Kind kind, String name) {
            return "";
        }

        @Override
        public Set<String> names(Registry.Kind kind) {
            return Set.of();
        }
    };

    /** What has that name; its body is of the class that its kind calls for. */
    Optional<Registry.Entry<?>> find(Registry.Kind kind, String name);

    /** What to say of a name that it has nothing for, as a sentence that begins with a space; or nothing. */
    String hint(Registry.Kind kind, String name);

    /** The names of those of the project, as far as they are told without much ado, for "did you mean". */
    Set<String> names(Registry.Kind kind);
}
