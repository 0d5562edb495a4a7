package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

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
    public Map<StateKey<HostNameState>, Observed<HostNameState>> parse(
            List<StateKey<HostNameState>> keys, ScriptResult result) {
        List<String> lines = result.out().lines().toList();
        Observed<HostNameState> seen = lines.isEmpty()
                ? new Observed.Unknown<>(
                        "the host does not say its name: " + result.err().strip())
                : Observed.read(new HostNameState(
                        lines.getFirst(), lines.size() > 1 ? lines.get(1).strip() : ""));
        Map<StateKey<HostNameState>, Observed<HostNameState>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, seen));
        return states;
    }
}
