package play.run;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.converge.Session;
import play.expression.ExpressionException;
import play.expression.Scope;
import play.host.EnvironmentVariable;
import play.host.Home;
import play.host.HostException;
import play.host.Observed;
import play.playbook.Setting;
import play.playbook.Settings;

/** Asks the host of a task, as the user that it acts as there. */
final class HostPathLookup implements PathLookup {
    /** Connects where nobody has yet. */
    @FunctionalInterface
    interface Connected {
        Session session() throws HostException, ExpressionException, InterruptedException;
    }

    private final RunContext run;
    private final Settings settings;
    private final Scope scope;
    private final Connected connected;

    HostPathLookup(RunContext run, Settings settings, Scope scope, Connected connected) {
        this.run = run;
        this.settings = settings;
        this.scope = scope;
        this.connected = connected;
    }

    @Override
    public Map<String, Observed<Home>> homes(Set<String> accounts)
            throws HostException, ExpressionException, InterruptedException {
        Session session = connected.session();
        Map<String, Observed<Home>> homes = new LinkedHashMap<>(run.converger().homes(session, accounts));
        boolean checks =
                Keywords.flag(settings, Setting.CHECK_MODE, scope, run.options().check());
        Optional<String> pending = checks ? session.pending() : Optional.empty();
        pending.ifPresent(why -> homes.replaceAll((account, home) -> home.equals(Observed.read(new Home("")))
                ? new Observed.Unknown<>("the account '" + account + "' may come into being: " + why)
                : home));
        return homes;
    }

    /** What the task itself sets, the host need not be asked for. */
    @Override
    public Map<String, Observed<EnvironmentVariable>> variables(Set<String> names)
            throws HostException, ExpressionException, InterruptedException {
        Map<String, String> ofTask =
                Environment.of(settings, scope, run.output().redactor());
        Map<String, Observed<EnvironmentVariable>> variables = new LinkedHashMap<>();
        Set<String> others = new LinkedHashSet<>();
        for (String name : names) {
            if (ofTask.containsKey(name)) {
                variables.put(name, Observed.read(new EnvironmentVariable(Optional.of(ofTask.get(name)))));
            } else {
                others.add(name);
            }
        }
        if (!others.isEmpty()) {
            variables.putAll(run.converger().variables(connected.session(), others));
        }
        return variables;
    }
}
