package play.modules.packages;

import java.util.List;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** The files in which apt looks for one-line sources. */
record AptSources() implements StateFamily<AptSources.Found> {
    static final String FOLDER = "/etc/apt/sources.list.d";
    static final StateKey<Found> KEY = new AptSources().key("files");

    private static final Shape FILE = Shape.ofParts("path");
    private static final String READ = """
        for f in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do [ -f "$f" ] && printf '%s\\0' "$f"; done
        exit 0
        """;

    /** @param paths absolute, in apt's order */
    record Found(List<String> paths) implements HostState {
        public Found {
            paths = List.copyOf(paths);
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    @Override
    public String name() {
        return "apt-sources";
    }

    @Override
    public Class<Found> type() {
        return Found.class;
    }

    @Override
    public Place under() {
        return PackageSources.PLACE;
    }

    @Override
    public Script read(List<StateKey<Found>> keys) {
        return Script.of(READ);
    }

    @Override
    public Told<Found> told(List<StateKey<Found>> keys, ScriptResult result) throws UnknownStateException {
        result.expectSuccess("the sources of apt cannot be read");
        List<String> paths = Parts.of(result).all(FILE).stream()
                .map(file -> file.text("path"))
                .toList();
        return (index, id) -> new Found(paths);
    }
}
