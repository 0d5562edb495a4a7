package play.host;

import play.diag.Printable;

/** What a script printed does not tell a state. */
public final class UnknownStateException extends Exception {
    /** More of an answer helps nobody, in characters. */
    private static final int LONGEST = 120;

    /** Longer than any path, for standard error may have no end, in characters. */
    private static final int LONGEST_REASON = 10_000;

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
        String message = String.valueOf(getMessage());
        return new Observed.Unknown<>(
                odd
                        ? "the host's answer about " + key + " cannot be read: expected " + message + ", got "
                                + (key.family().secret() ? "something else, which may be secret" : shown())
                        : cut(message, LONGEST_REASON));
    }

    private String shown() {
        if (answer.isBlank()) {
            return "nothing";
        }
        return "'" + Printable.line(cut(answer.strip(), LONGEST)) + "'";
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "… (" + text.length() + " characters)";
    }
}
