package play.report;

import java.util.stream.Collectors;
import play.diag.DiagnosticText;
import play.event.Cause;

/** Why something failed, as people read it: with the lines of files that are at fault. */
final class CauseText {
    private CauseText() {}

    static String of(Cause cause) {
        return switch (cause) {
            case Cause.Problem(var diagnostic) ->
                DiagnosticText.render(diagnostic).strip();
            case Cause.Parameters(var faults) ->
                faults.stream().map(CauseText::fault).collect(Collectors.joining("\n"));
            case Cause.Retried(int retries, Cause last) -> "after " + retries + " retries: " + of(last);
            case Cause.Reason reason -> reason.message();
            case Cause.Step step -> step.message();
            case Cause.Command command -> command.message();
            case Cause.Condition condition -> condition.message();
            case Cause.Items items -> items.message();
            case Cause.Hidden hidden -> hidden.message();
            case Cause.Internal internal -> internal.message();
        };
    }

    private static String fault(Cause.Parameters.Fault fault) {
        return fault.problems().isEmpty()
                ? fault.text()
                : fault.problems().stream()
                        .map(DiagnosticText::render)
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n", fault.text() + "\n", ""));
    }
}
