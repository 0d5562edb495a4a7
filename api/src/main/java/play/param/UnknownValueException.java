package play.param;

import play.value.Unknown;

/** A value cannot be read because something that decides about it is unknown in this dry run. */
public final class UnknownValueException extends BindException {
    private static final long serialVersionUID = 1L;

    /** A phrase that fits after "because". */
    private final String reason;

    public UnknownValueException(Unknown unknown) {
        super("is not known in this dry run");
        this.reason = unknown.reason();
    }

    String reason() {
        return reason;
    }

    /** Whatever holds it cannot be read either. */
    @Override
    BindException within(String outer) {
        return this;
    }
}
