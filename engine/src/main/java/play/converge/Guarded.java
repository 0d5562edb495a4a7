package play.converge;

import java.util.UUID;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Action;

/**
 * A script that is begun only while another one succeeds.
 *
 * @param mistaken what is printed where that does not; no program knows it
 */
record Guarded(Script still, String mistaken) {
    static Guarded by(Script still) {
        return new Guarded(still, "mistaken " + UUID.randomUUID());
    }

    Action.Run of(Action.Run run) {
        String guard = "(\n" + still.text() + ") </dev/null >/dev/null 2>&1 || { echo '" + mistaken + "'; exit 0; }\n";
        return new Action.Run(run.title(), run.script().after(guard), run.effects());
    }

    /** Whether nothing was begun. */
    boolean isMistaken(ScriptResult result) {
        return result.out().startsWith(mistaken);
    }
}
