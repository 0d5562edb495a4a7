package play.contract;

import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;
import play.param.Doc;

/** Makes mistakes, where it is told to. */
final class ThrowingModule implements Resource<ThrowingModule.Params> {
    enum At {
        PROBES,
        READ,
        PARSE,
        PLAN,
        RESULT,
        NOWHERE
    }

    record Params(@Doc("Where.") At at) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of("throwing", "Makes mistakes.", Params.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    record State() implements HostState {
        @Override
        public boolean present() {
            return true;
        }
    }

    record Family(At at) implements StateFamily<State> {
        @Override
        public String name() {
            return "odd";
        }

        @Override
        public Class<State> type() {
            return State.class;
        }

        @Override
        public Script read(List<StateKey<State>> keys) {
            make(At.READ, at);
            return Script.of("echo odd");
        }

        @Override
        public Told<State> told(List<StateKey<State>> keys, ScriptResult result) {
            make(At.PARSE, at);
            return (index, id) -> new State();
        }
    }

    private static void make(At here, At wanted) {
        if (here == wanted) {
            throw new NumberFormatException("For input string: \"a planted secret of the host\"");
        }
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        make(At.PROBES, params.at());
        return List.of(new Family(params.at()).key("x"));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        make(At.PLAN, params.at());
        return known.of(new Family(params.at()).key("x")) instanceof Observed.Unknown<State>(String why)
                ? new Plan.Undetermined(why)
                : Plan.UNCHANGED;
    }

    @Override
    public Map<String, Object> result(Params params, Knowledge after) {
        make(At.RESULT, params.at());
        return Map.of();
    }
}
