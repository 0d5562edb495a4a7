package play.run;

import play.event.Outcome;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Setting;
import play.playbook.Settings;

/** {@code ignore_errors} and {@code ignore_unreachable}: of a loop, item by item, as in Ansible. */
final class Tolerance {
    private Tolerance() {}

    static Finished of(Settings settings, Finished finished, Scope scope) throws ExpressionException {
        return switch (finished.outcome()) {
            case Outcome.Failed failed
            when Keywords.flag(settings, Setting.IGNORE_ERRORS, scope, false) -> finished.with(failed.asIgnored());
            case Outcome.Unreachable lost
            when Keywords.flag(settings, Setting.IGNORE_UNREACHABLE, scope, false) ->
                finished.with(new Outcome.Unreachable(lost.message(), true));
            default -> finished;
        };
    }
}
