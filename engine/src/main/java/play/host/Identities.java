package play.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Identity}. */
public record Identities() implements StateFamily<Identity> {
    @Override
    public String name() {
        return "identity";
    }

    @Override
    public Class<Identity> type() {
        return Identity.class;
    }

    @Override
    public Script read(List<StateKey<Identity>> keys) {
        return Script.of("id -un; id -gn; printf '%s\\n' ~; umask");
    }

    @Override
    public Map<StateKey<Identity>, Observed<Identity>> parse(List<StateKey<Identity>> keys, ScriptResult result) {
        List<String> lines = result.out().lines().toList();
        Observed<Identity> seen = lines.size() < 4
                ? new Observed.Unknown<>(
                        "the shell does not say who it runs as: " + result.err().strip())
                : Observed.read(new Identity(
                        lines.get(0),
                        lines.get(1),
                        lines.get(2),
                        Mode.parse(lines.get(3)).orElse(new Mode(022))));
        Map<StateKey<Identity>, Observed<Identity>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, seen));
        return states;
    }
}
