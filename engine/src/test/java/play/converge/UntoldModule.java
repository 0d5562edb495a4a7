package play.converge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.LineFamily;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateKey;
import play.module.Action;
import play.module.ModuleSpec;
import play.module.Plan;
import play.module.Resource;

/** Leaves a mark at a path, which is a state that no task tells of. */
final class UntoldModule implements Resource<UntoldModule.Params> {
    record Params(String path) {}

    record Mark(boolean present) implements HostState {}

    private record Family() implements LineFamily<Mark> {
        @Override
        public String name() {
            return "mark";
        }

        @Override
        public Class<Mark> type() {
            return Mark.class;
        }

        @Override
        public boolean isTold() {
            return false;
        }

        @Override
        public String ask(String id) {
            return "if [ -e " + ShellWords.quote(id) + " ]; then echo yes; else echo no; fi\n";
        }

        @Override
        public Mark told(String id, String line) {
            return new Mark(line.equals("yes"));
        }

        @Override
        public Script script(String lines) {
            return Script.of(lines);
        }

        @Override
        public String silence(ScriptResult result) {
            return "nothing is said of marks";
        }
    }

    @Override
    public ModuleSpec<Params> spec() {
        return ModuleSpec.of("mark", "Leaves a mark.", Params.class);
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(new Family().key(params.path()));
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        StateKey<Mark> key = new Family().key(params.path());
        Script touch = Script.of("touch " + ShellWords.quote(params.path()));
        return Plan.on(
                known.of(key),
                mark -> mark.present()
                        ? Plan.UNCHANGED
                        : new Plan.Change(
                                "mark",
                                new Action.Run("touch", touch, List.of(new Effect.Sets<>(key, new Mark(true))))));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of();
    }
}
