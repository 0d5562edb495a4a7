package play.modules.crypto;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Observed;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;

/** What time it is on the controller: plans judge by it what is about to expire. */
record ControllerClock() implements StateFamily<ControllerClock.Now> {
    static final StateKey<Now> KEY = new StateKey<>(Realm.CONTROLLER, new ControllerClock(), "now");

    record Now(Instant instant) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Class<Now> type() {
        return Now.class;
    }

    @Override
    public Script read(List<StateKey<Now>> keys) {
        return Script.of("date +%s");
    }

    @Override
    public Map<StateKey<Now>, Observed<Now>> parse(List<StateKey<Now>> keys, ScriptResult result) {
        String seconds = result.out().strip();
        Observed<Now> now = seconds.matches("[0-9]{1,12}")
                ? Observed.read(new Now(Instant.ofEpochSecond(Long.parseLong(seconds))))
                : new Observed.Unknown<>(
                        "the time of the controller is unknown: " + result.err().strip());
        Map<StateKey<Now>, Observed<Now>> states = new HashMap<>();
        keys.forEach(key -> states.put(key, now));
        return states;
    }
}
