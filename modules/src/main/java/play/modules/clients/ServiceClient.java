package play.modules.clients;

import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;

/** How a program on a host reaches a service. */
public interface ServiceClient {
    /** The service that all hosts with such a connection mean. */
    Realm.Service service();

    /** A script in which {@code ctl} is the program with this connection. */
    Script script(String body);

    /** Why nothing is known, where a script did not get to its end. */
    String silence(ScriptResult result);
}
