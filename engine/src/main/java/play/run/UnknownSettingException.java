package play.run;

import play.diag.Diagnostic;
import play.expression.ExpressionException;

/** A keyword, or a variable that says how a host is reached, has a value that only the run will tell. */
final class UnknownSettingException extends ExpressionException {
    private static final long serialVersionUID = 1L;

    private final String why;

    /**
     * @param name of the keyword or variable
     * @param why its value is unknown
     */
    UnknownSettingException(String name, String why) {
        super(Diagnostic.error("unknown-value", "Unknown value", reason(name, why) + "."));
        this.why = reason(name, why);
    }

    private static String reason(String name, String why) {
        return "'" + name + "' is not known: " + why;
    }

    String why() {
        return why;
    }
}
