package play.run;

import play.converge.Converger;
import play.converge.Session;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.HostException;
import play.host.Shell;
import play.playbook.Settings;

/** The sessions that tasks ask for: by host and by user, as their settings and variables say. */
final class Sessions {
    /** Finds the shell that a task on a host needs; contacts nothing yet. */
    @FunctionalInterface
    interface Dialer {
        /**
         * @param settings of the task: connection, remote user, become
         * @param scope of the task on the host acted upon
         */
        Shell dial(String host, Settings settings, Scope scope) throws ExpressionException;
    }

    private final Dialer dialer;
    private final Converger converger;

    Sessions(Dialer dialer, Converger converger) {
        this.dialer = dialer;
        this.converger = converger;
    }

    Session session(String host, Settings settings, Scope scope) throws ExpressionException {
        return converger.session(host, dialer.dial(host, settings, scope));
    }

    /** Closes the connection of a session and makes it anew. */
    void reset(String host, Settings settings, Scope scope)
            throws ExpressionException, HostException, InterruptedException {
        converger.reset(session(host, settings, scope));
    }
}
