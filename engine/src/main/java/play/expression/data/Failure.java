package play.expression.data;

import java.util.Optional;

/**
 * An operation that cannot be done with the values it was given. It travels through compiled code, hence unchecked; the
 * border of the expression package turns it into a diagnostic.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_DETAIL = 1000;

    /** What is wrong, as a diagnostic names it. */
    public enum Kind {
        VALUE,
        UNDEFINED,
        ARGUMENTS,
        LOOKUP,
        LIMIT,
        INTERNAL
    }

    private final Kind kind;
    private final transient Optional<Blame> blame;
    private final transient Optional<String> variable;

    private Failure(Kind kind, String detail, Optional<Blame> blame, Optional<String> variable) {
        super(shortened(detail), null, false, false);
        this.kind = kind;
        this.blame = blame;
        this.variable = variable;
    }

    /** A value that a message quotes may have millions of characters. */
    private static String shortened(String detail) {
        int most = LONGEST_DETAIL / 2;
        return detail.length() <= LONGEST_DETAIL
                ? detail
                : detail.substring(0, most) + " … " + detail.substring(detail.length() - most);
    }

    /** A value of the wrong kind or content; {@code detail} is a full sentence. */
    public static Failure value(String detail) {
        return new Failure(Kind.VALUE, detail, Optional.empty(), Optional.empty());
    }

    public static Failure arguments(String detail) {
        return new Failure(Kind.ARGUMENTS, detail, Optional.empty(), Optional.empty());
    }

    public static Failure lookup(String detail) {
        return new Failure(Kind.LOOKUP, detail, Optional.empty(), Optional.empty());
    }

    /** An internal error in this program. */
    public static Failure internal(RuntimeException mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        return new Failure(
                Kind.INTERNAL,
                mistake + where + ". Please report this expression.",
                Optional.empty(),
                Optional.empty());
    }

    /** A bound on steps or size was passed. */
    public static Failure limit(String detail) {
        return new Failure(Kind.LIMIT, detail, Optional.empty(), Optional.empty());
    }

    public static Failure undefined(Undefined what) {
        return new Failure(Kind.UNDEFINED, what.sentence(), what.blame(), what.name());
    }

    /** The same, blamed on a part of an expression, unless a deeper one is blamed already. */
    public Failure at(Blame part) {
        return blame.isPresent() ? this : new Failure(kind, sentence(), Optional.of(part), variable);
    }

    public Kind kind() {
        return kind;
    }

    /** What is at fault; empty when nothing is named yet. */
    public Optional<Blame> blame() {
        return blame;
    }

    /** The name of the variable that is undefined, when that is what is wrong. */
    public Optional<String> variable() {
        return variable;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
