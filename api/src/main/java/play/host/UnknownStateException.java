package play.host;

import play.diag.Printable;

/** What a script printed does not tell a state. */
public final class UnknownStateException extends Exception {
    /** More of an answer helps nobody, in characters. */
    private static final int LONGEST = 120;

    private static final long serialVersionUID = 1L;

    private final boolean odd;
    private final String answer;

    private UnknownStateException(String message, boolean odd, String answer) {
        super(message);
        this.odd = odd;
        this.answer = answer;
    }

    /** @param reason a sentence of its own: {@code the groups of the host cannot be read: …} */
    public UnknownStateException(String reason) {
        this(reason, false, "");
    }

    /**
     * The host answered something else.
     *
     * @param expected completes "expected …": {@code a number}
     * @param answer what it said in that place; shown unless the family's answers may hold secrets
     */
    public static UnknownStateException expected(String expected, String answer) {
        return new UnknownStateException(expected, true, answer);
    }

    /** What is then known of a key. */
    public <S extends HostState> Observed.Unknown<S> about(StateKey<S> key) {
        String reason = String.valueOf(getMessage());
        return new Observed.Unknown<>(
                odd
                        ? "the host's answer about " + key + " cannot be read: expected " + reason + ", got "
                                + (key.family().secret() ? "something else, which may be secret" : shown())
                        : reason);
    }

    private String shown() {
        if (answer.isBlank()) {
            return "nothing";
        }
        int end = Math.min(answer.length(), LONGEST);
        String line = Printable.line(answer.substring(0, end).strip());
        return "'" + line + "'" + (end < answer.length() ? "… (" + answer.length() + " characters)" : "");
    }
}
