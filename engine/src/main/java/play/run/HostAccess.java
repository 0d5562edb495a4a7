package play.run;

import java.util.Map;
import java.util.function.Predicate;
import play.connection.Connections;
import play.connection.transport.ConnectionSpec;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.Shell;
import play.playbook.Settings;
import play.playbook.Step;
import play.vars.Variables;

/** Hosts outside of any play, reached as a task without keywords of its own reaches them. */
public final class HostAccess {
    private final ShellDialer dialer;
    private final Variables variables;

    /** @param implicit whether a host is the controller although no inventory names it */
    public HostAccess(Connections connections, Variables variables, Access access, Predicate<String> implicit) {
        this.dialer = new ShellDialer(connections, access, implicit);
        this.variables = variables;
    }

    /** How the host is reached. */
    public ConnectionSpec spec(String host) throws ExpressionException {
        return dialer.spec(host, Settings.NONE, scope(host));
    }

    /** A shell there, as the user to become if one is wanted; nothing is contacted yet. */
    public Shell shell(String host) throws ExpressionException {
        return dialer.dial(host, Settings.NONE, scope(host));
    }

    private Scope scope(String host) {
        return variables.scope(host, Step.Context.NONE, Map.of());
    }
}
