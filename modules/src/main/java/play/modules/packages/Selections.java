package play.modules.packages;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.Fields;
import play.host.HostState;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What is to become of packages by dpkg's own notes. */
record Selections() implements StateFamily<Selections.Wanted> {
    private static final Shape LINE = Shape.of("\t", "name\tselection");
    private static final String READ = """
        command -v dpkg >/dev/null || { echo 'the host has no dpkg' >&2; exit 1; }
        for p do
          s=$(dpkg --get-selections -- "$p" 2>/dev/null | awk 'NR == 1 { print $NF }')
          printf '%s\\t%s\\n' "$p" "$s"
        done
        exit 0
        """;

    /** @param selection in dpkg's words; empty where dpkg does not know the package */
    record Wanted(String selection) implements HostState {
        @Override
        public boolean present() {
            return !selection.isEmpty();
        }
    }

    static StateKey<Wanted> at(String name) {
        return new Selections().key(name);
    }

    @Override
    public String name() {
        return "selection";
    }

    @Override
    public Class<Wanted> type() {
        return Wanted.class;
    }

    @Override
    public Place under() {
        return Place.below("/var/lib/dpkg");
    }

    @Override
    public Script read(List<StateKey<Wanted>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<Wanted> told(List<StateKey<Wanted>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the selections of packages cannot be read");
        Map<String, String> found = new HashMap<>();
        for (Fields line : LINE.all(result.lines())) {
            found.put(line.text("name"), line.text("selection"));
        }
        return (index, name) -> {
            String selection = found.get(name);
            if (selection == null) {
                throw result.unknown("dpkg does not tell of " + name);
            }
            return new Wanted(selection);
        };
    }
}
