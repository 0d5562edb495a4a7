package play.run;

import java.util.Map;
import play.event.Outcome;
import play.expression.Scope;
import play.playbook.Settings;

/**
 * What may be told of a task.
 *
 * @param hidden whether {@code no_log} hides it
 */
record NoLog(boolean hidden) {
    static NoLog of(Settings settings, Scope scope) {
        return new NoLog(Keywords.hidden(settings, scope));
    }

    Object shown(Object result) {
        return hidden ? Map.of("censored", "hidden by no_log") : result;
    }

    Outcome shown(Outcome outcome) {
        return hidden ? Censored.of(outcome) : outcome;
    }

    String label(String label) {
        return hidden ? Censored.ITEM : label;
    }

    /** What is registered: it stays hidden when a later task shows it. */
    Object kept(Object registered) {
        return hidden ? Censored.registered(registered) : registered;
    }

    /** What the task has set for the host. */
    Finished gained(Finished finished, boolean set) {
        return hidden && set ? finished.withSecretFacts() : finished;
    }
}
