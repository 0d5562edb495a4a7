package play.report;

import play.diag.DiagnosticText;
import play.event.Cause;

/** Why something failed, as people read it: with the lines of files that are at fault. */
public final class CauseText {
    private CauseText() {}

    public static String of(Cause cause) {
        return cause.told(diagnostic -> DiagnosticText.render(diagnostic).strip());
    }
}
