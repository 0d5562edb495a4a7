package play.report;

import org.jspecify.annotations.Nullable;
import play.event.TaskRef;

/** Results as people read them: JSON on several lines, without what nobody asked to see. */
public final class ResultText {
    private ResultText() {}

    /** Of what {@code register} got; empty where nothing is left of it. */
    public static String of(TaskRef task, @Nullable Object result) {
        var shown = OutcomeLines.shown(task, result, "");
        return shown.isEmpty() ? "" : ReportJson.console(shown, true);
    }
}
