package play.modules.artifacts;

import java.nio.file.Path;
import java.util.List;
import play.host.Realm;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;
import play.value.MalformedTextException;

/** Bundles on the controller, by path. Their index is their first member, so that no more than that is read. */
public record Bundles() implements StateFamily<Bundle> {
    private static final String READ = """
        for bundle do
          if ! [ -e "$bundle" ]; then
            echo absent
          else
            index=$(head -c 4194304 -- "$bundle" 2>/dev/null | tar -xOf - bundle.json 2>/dev/null)
            printf 'there %s\\n' "$index"
          fi
        done
        """;

    private static final String THERE = "there ";

    /** @param path absolute */
    public static StateKey<Bundle> at(Path path) {
        return new StateKey<>(Realm.CONTROLLER, new Bundles(), path.toString());
    }

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public Class<Bundle> type() {
        return Bundle.class;
    }

    @Override
    public Script read(List<StateKey<Bundle>> keys) {
        return Script.over(keys, READ);
    }

    @Override
    public Told<Bundle> told(List<StateKey<Bundle>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the bundle cannot be looked at");
        List<String> lines = result.lines();
        if (lines.size() != keys.size()) {
            throw UnknownStateException.expected("a line for each bundle", result.out());
        }
        return (index, path) -> state(lines.get(index));
    }

    private static Bundle state(String line) throws UnknownStateException {
        if (line.equals("absent")) {
            return new Bundle.Absent();
        }
        if (!line.startsWith(THERE)) {
            throw UnknownStateException.expected("'" + THERE + "INDEX'", line);
        }
        String index = line.substring(THERE.length());
        if (index.isEmpty()) {
            return new Bundle.Other();
        }
        try {
            BundleIndex read = BundleIndex.of(index);
            return new Bundle.Kept(read.names(), new Foreseen.Exactly<>(read));
        } catch (MalformedTextException e) {
            return new Bundle.Other();
        }
    }
}
