package play.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import play.diag.Diagnostic;
import play.event.Outcome;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.playbook.Data;
import play.playbook.Handler;
import play.playbook.Task;

/** Notifies the handlers of a task that has changed a host, or may have in a dry run. */
final class Notifications {
    private final HostStates states;
    private final Task task;
    private final String host;
    private final Predicate<Handler> left;

    /** @param left whether a handler has not run since an earlier run changed the host here */
    Notifications(HostStates states, Task task, String host, Predicate<Handler> left) {
        this.states = states;
        this.task = task;
        this.host = host;
        this.left = left;
    }

    /** @param scopes one for each item that was not skipped: as in Ansible, each has its say once one is changed */
    void send(Outcome outcome, List<Scope> scopes) throws ExpressionException {
        boolean before = outcome instanceof Outcome.Ok ok && ok.wasChanged();
        if (!before && !(outcome instanceof Outcome.Changed) && !(outcome instanceof Outcome.CannotTell)) {
            return;
        }
        Map<String, Data> names = new LinkedHashMap<>();
        for (Scope scope : scopes) {
            for (Data data : task.settings().notifies()) {
                Object value = data.value(scope);
                for (Object name : value instanceof List<?> list ? list : List.of(String.valueOf(value))) {
                    names.putIfAbsent(String.valueOf(name), data);
                }
            }
        }
        for (Map.Entry<String, Data> name : names.entrySet()) {
            if (outcome instanceof Outcome.CannotTell(String why)) {
                states.mayNotify(host, name.getKey(), why);
            } else if (!states.notify(host, name.getKey(), handler -> !before || left.test(handler))) {
                throw unknown(name.getValue(), name.getKey());
            }
        }
    }

    private static ExpressionException unknown(Data data, String name) {
        return new ExpressionException(Diagnostic.error(
                "unknown-handler",
                "Unknown handler",
                "No handler is named '" + name + "' or listens to it.",
                data.span()));
    }
}
