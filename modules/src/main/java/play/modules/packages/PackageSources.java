package play.modules.packages;

import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;

/** Whether the package manager knows by now where its packages come from. */
record PackageSources() implements StateFamily<PackageSources.Known> {
    static final StateKey<Known> KEY = new PackageSources().key("sources");

    static final Place PLACE = Place.below("/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/yum.repos.d");

    /** @param all whether no earlier task of a dry run changes sources: of what these have, only the run tells */
    record Known(boolean all) implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    @Override
    public String name() {
        return "package-sources";
    }

    @Override
    public Class<Known> type() {
        return Known.class;
    }

    @Override
    public Place under() {
        return PLACE;
    }

    @Override
    public Optional<Known> afterChangesBelow() {
        return Optional.of(new Known(false));
    }

    @Override
    public Script read(List<StateKey<Known>> keys) {
        return Script.of(":\n");
    }

    @Override
    public Told<Known> told(List<StateKey<Known>> keys, ScriptResult result) {
        return (index, id) -> new Known(true);
    }
}
