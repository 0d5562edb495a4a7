package play.modules.crypto;

import java.time.Instant;
import java.util.List;
import play.host.HostState;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What time it is on the controller: plans judge by it what is about to expire. */
record ControllerClock() implements StateFamily<ControllerClock.Now> {
    static final StateKey<Now> KEY = new StateKey<>(Realm.CONTROLLER, new ControllerClock(), "now");

    private static final Shape TIME = Shape.of(" ", "seconds");

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
    public Told<Now> told(List<StateKey<Now>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the time of the controller is unknown");
        Now now = new Now(TIME.read(result.out()).time("seconds"));
        return (index, id) -> now;
    }
}
