package play.expression.data;

import play.value.Unknown;

/** A key of a mapping that a dry run can't know; what needs it comes to the same unknown value. */
public final class UnknownKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Unknown unknown;

    UnknownKey(Unknown unknown) {
        super(null, null, false, false);
        this.unknown = unknown;
    }

    public Unknown unknown() {
        return unknown;
    }
}
