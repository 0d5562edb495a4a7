package play.run;

import java.util.Optional;
import play.converge.ConvergeOptions;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.module.TaskModule;
import play.module.Transfer;
import play.playbook.Setting;
import play.playbook.Settings;

/**
 * What {@code delegate_to} makes of a task that is a transfer.
 *
 * @param host for which the task is
 */
record TransferDelegation(Settings settings, Scope scope, String host) {
    /** Why it cannot be delegated as it is: its sides are the controller and a host, or one host. */
    Optional<String> objection(TaskModule<?> module, String actedUpon) {
        return module instanceof Transfer<?> && !actedUpon.equals(host)
                ? Optional.of("'" + module.spec().name()
                        + "' brings files from the controller to a host, or back, and is"
                        + " delegated to '" + actedUpon + "', which is neither the controller nor '" + host
                        + "'. Fetch the files from '" + actedUpon + "' to the controller by a task for that host"
                        + " (mode: pull), and bring them from there to '" + host + "' by a second one")
                : Optional.empty();
    }

    /** Where a host is delegated to itself, both sides are there. */
    ConvergeOptions.Sides sides(TaskModule<?> module) throws ExpressionException {
        if (!(module instanceof Transfer<?> transfer)) {
            return ConvergeOptions.Sides.USUAL;
        }
        Optional<String> delegate = Keywords.text(settings, Setting.DELEGATE_TO, scope);
        return new ConvergeOptions.Sides(
                delegate.equals(Optional.of(host)),
                new ConnectionSettings(settings, scope).variable(transfer.programVariable()));
    }
}
