package play.vars;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.playbook.Data;
import play.playbook.Register;
import play.playbook.Vars;
import play.source.Span;

/** A variable's value in one layer. */
sealed interface Entry {
    /** Written by the user: evaluated in the scope of whoever reads it. */
    record Written(Data data, Span name) implements Entry {}

    /** Made by the run or read from a host: never evaluated. */
    record Fixed(@Nullable Object value) implements Entry {}

    /** What a task under way will register: evaluated in the scope of whoever reads it. */
    record Computed(Register.Part part) implements Entry {}

    static Entry of(Vars.Var var) {
        return new Written(var.value(), var.place());
    }

    /** The value with its templates as they are written. */
    default @Nullable Object written() {
        return switch (this) {
            case Written(Data data, Span name) -> data.written();
            case Computed(Register.Part part) -> part.expression().source();
            case Fixed(Object value) -> value;
        };
    }

    default Optional<Span> place() {
        return switch (this) {
            case Written(Data data, Span name) -> Optional.of(name);
            case Computed(Register.Part part) -> Optional.of(part.place());
            case Fixed fixed -> Optional.empty();
        };
    }
}
