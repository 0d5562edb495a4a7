package play.modules.files;

import java.util.ArrayList;
import java.util.List;
import play.files.Paths;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** Where a path leads on the host, every link on the way followed. */
sealed interface RealPath extends HostState {
    /** It leads nowhere. */
    record Nowhere() implements RealPath {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** An absolute path without links. */
    record To(String path) implements RealPath {
        @Override
        public boolean present() {
            return true;
        }
    }

    static StateKey<RealPath> of(String path) {
        return new Family().key(path);
    }

    /** What tells the {@link #end} of a path. */
    static List<StateKey<?>> probes(String path) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(of(path)));
        Paths.ancestors(path).forEach(above -> keys.add(of(above)));
        return keys;
    }

    /**
     * Where a clean path leads, of which the end need not be there: it is then as written, below what is there.
     *
     * @param known has its {@link #probes}
     */
    static String end(String path, Knowledge known) {
        if (path.equals("/")) {
            return path;
        }
        return known.of(of(path)) instanceof Observed.Known<RealPath>(To(String at), var how)
                ? at
                : Paths.join(end(Paths.parent(path), known), Paths.name(path));
    }

    /** Asks the host's {@code readlink -f}. */
    record Family() implements StateFamily<RealPath> {
        @Override
        public String name() {
            return "real-path";
        }

        @Override
        public Class<RealPath> type() {
            return RealPath.class;
        }

        @Override
        public Script read(List<StateKey<RealPath>> keys) {
            String paths = ShellWords.join(keys.stream().map(StateKey::id).toList());
            return Script.of("for p in " + paths + "; do readlink -f -- \"$p\" 2>/dev/null; printf '\\0'; done\n");
        }

        @Override
        public Told<RealPath> told(List<StateKey<RealPath>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, id) -> {
                if (!parts.hasNext()) {
                    throw result.unknown("where " + id + " leads cannot be read");
                }
                return to(parts.next("a path"));
            };
        }

        private static RealPath to(String line) throws UnknownStateException {
            if (line.isEmpty()) {
                return new Nowhere();
            }
            if (!line.startsWith("/") || !line.endsWith("\n")) {
                throw UnknownStateException.expected("an absolute path", line);
            }
            return new To(line.substring(0, line.length() - 1));
        }
    }
}
