package play.cli;

import java.util.List;
import java.util.Optional;

/**
 * What a setting comes to, and who says so.
 *
 * @param value as data of playbooks; empty where there is none
 */
record Told(Optional<Object> value, Origin origin) {
    /** Who says what a setting comes to. */
    sealed interface Origin {
        /** An option of the command line, or a variable of the environment, by its name. */
        record Said(String by) implements Origin {}

        /** Nobody, so it is as it is without. */
        record Default() implements Origin {}

        /** Nobody can: {@code play} always does so. */
        record Fixed() implements Origin {}

        /** As it is shown. */
        default String shown() {
            return switch (this) {
                case Said(String by) -> by;
                case Default() -> "default";
                case Fixed() -> "fixed";
            };
        }
    }

    static Told option(Arguments arguments, String option, Object value) {
        return option(arguments, option, Optional.of(value));
    }

    static Told option(Arguments arguments, String option, Optional<Object> value) {
        return new Told(value, arguments.has(option) ? new Origin.Said(option) : new Origin.Default());
    }

    /** What nobody has said. */
    static Told fallback(Object value) {
        return new Told(Optional.of(value), new Origin.Default());
    }

    static Told fixed(Object value) {
        return new Told(Optional.of(value), new Origin.Fixed());
    }

    static Told words(Arguments arguments, String option) {
        return option(arguments, option, List.copyOf(Loaded.words(arguments.all(option))));
    }

    boolean isChanged() {
        return origin instanceof Origin.Said;
    }
}
