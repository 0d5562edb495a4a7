package play.modules.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** Reads {@link SelinuxMode}. */
record SelinuxModes() implements StateFamily<SelinuxMode> {
    @Override
    public String name() {
        return "selinux";
    }

    @Override
    public Class<SelinuxMode> type() {
        return SelinuxMode.class;
    }

    @Override
    public Script read(List<StateKey<SelinuxMode>> keys) {
        return Script.of("if [ -e /sys/fs/selinux/enforce ]; then cat /sys/fs/selinux/enforce; else echo off; fi");
    }

    @Override
    public Map<StateKey<SelinuxMode>, Observed<SelinuxMode>> parse(
            List<StateKey<SelinuxMode>> keys, ScriptResult result) {
        Observed<SelinuxMode> seen = switch (result.out().strip()) {
            case "1" -> Observed.read(SelinuxMode.ENFORCING);
            case "0" -> Observed.read(SelinuxMode.PERMISSIVE);
            case "off" -> Observed.read(SelinuxMode.OFF);
            default ->
                new Observed.Unknown<>("/sys/fs/selinux/enforce could not be read: "
                        + result.err().strip());
        };
        Map<StateKey<SelinuxMode>, Observed<SelinuxMode>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, seen));
        return states;
    }
}
