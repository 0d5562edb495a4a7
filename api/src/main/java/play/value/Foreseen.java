package play.value;

import java.util.function.Function;

/** A field of a state that may not be foreseeable: shown as {@code (known after the run)} and compared with nothing. */
public sealed interface Foreseen<T> {
    record Exactly<T>(T value) implements Foreseen<T> {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /** Known only after the run. */
    record Later<T>(String reason) implements Foreseen<T> {
        @Override
        public String toString() {
            return "(known after the run)";
        }
    }

    default <R> Foreseen<R> map(Function<T, R> change) {
        return switch (this) {
            case Exactly<T>(T value) -> new Exactly<>(change.apply(value));
            case Later<T>(String reason) -> new Later<>(reason);
        };
    }

    /** As a value of a playbook: itself, or unknown. */
    default Object orUnknown() {
        return switch (this) {
            case Exactly<T>(T value) -> value;
            case Later<T>(String reason) -> new Unknown(reason);
        };
    }

    /** Whether it is known to be {@code value}. */
    default boolean is(T value) {
        return this instanceof Exactly<T>(T known) && known.equals(value);
    }

    /** Whether both could be the same: equal, or one of them not known. */
    default boolean agrees(Foreseen<T> other) {
        return this instanceof Later || other instanceof Later || equals(other);
    }
}
