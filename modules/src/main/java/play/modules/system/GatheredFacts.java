package play.modules.system;

import java.util.List;
import play.host.Facts;
import play.host.HostFacts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;

/** Reads facts for one task, whatever was gathered before. */
record GatheredFacts() implements StateFamily<HostFacts> {
    private static final Facts FACTS = new Facts();

    static final StateKey<HostFacts> KEY = new GatheredFacts().key("all");

    @Override
    public String name() {
        return "facts";
    }

    @Override
    public Class<HostFacts> type() {
        return HostFacts.class;
    }

    @Override
    public Script read(List<StateKey<HostFacts>> keys) {
        return FACTS.read(keys);
    }

    @Override
    public Told<HostFacts> told(List<StateKey<HostFacts>> keys, ScriptResult result) {
        return FACTS.told(keys, result);
    }
}
