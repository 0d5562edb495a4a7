package play.expression;

import play.value.Unknown;

/** What a condition comes to. */
public sealed interface Truth {
    Truth TRUE = new Decided(true);
    Truth FALSE = new Decided(false);

    record Decided(boolean value) implements Truth {}

    /** It depends on something that is known only after the run. */
    record Undetermined(Unknown because) implements Truth {}

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }
}
