package play.modules.system;

import java.util.List;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Reads {@link HostNameState}. */
record HostNames() implements StateFamily<HostNameState> {
    @Override
    public String name() {
        return "hostname";
    }

    @Override
    public Class<HostNameState> type() {
        return HostNameState.class;
    }

    @Override
    public Script read(List<StateKey<HostNameState>> keys) {
        return Script.of("uname -n; grep -v '^ *\\(#.*\\)\\{0,1\\}$' /etc/hostname 2>/dev/null | head -n 1");
    }

    @Override
    public Told<HostNameState> told(List<StateKey<HostNameState>> keys, ScriptResult result)
            throws UnknownStateException {
        List<String> lines = result.lines();
        if (lines.isEmpty()) {
            throw result.unknown("the host does not say its name");
        }
        HostNameState name = new HostNameState(
                lines.getFirst(), lines.size() > 1 ? lines.get(1).strip() : "");
        return (index, id) -> name;
    }
}
