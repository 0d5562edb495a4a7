package play.load;

import java.util.ArrayList;
import java.util.List;
import play.described.Keeping;
import play.diag.Diagnostic;
import play.diag.Problems;
import play.playbook.Data;
import play.yaml.YamlNode;

/** Reads how far the change of a module goes beside the state it is for. */
final class ReachReader {
    private final DataReader data;
    private final Problems problems;

    ReachReader(DataReader data, Problems problems) {
        this.data = data;
        this.problems = problems;
    }

    /** The whole host, where nothing is said. */
    Keeping.Touched read(Keys keys, OptionNames named) {
        List<Data> paths = new ArrayList<>();
        boolean host = !keys.has("reach");
        for (YamlNode node : keys.list("reach")) {
            Data value = data.read(node);
            named.check(value);
            String shown = value.shown();
            if (shown.equals("host")) {
                host = true;
            } else if (shown.startsWith("/") || shown.startsWith("{{")) {
                paths.add(value);
            } else if (!shown.equals("nothing")) {
                problems.report(Diagnostic.error(
                        "invalid-value",
                        "Invalid value",
                        "'reach' says what a change may touch beside the state it is for: absolute paths, 'host' for"
                                + " anything, or 'nothing'; not '" + shown + "'.",
                        node.span()));
            }
        }
        return new Keeping.Touched(host, paths);
    }
}
