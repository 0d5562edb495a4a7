package play.modules.languages;

import java.util.ArrayList;
import java.util.List;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a package manager has yet to do for a task. */
sealed interface Pending extends HostState {
    /** It cannot be done; {@code why} says what is missing and what to do. */
    record Hindered(String why) implements Pending {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * What it says it would do.
     *
     * @param folders below which packages come
     * @param packages each with the version that is there and the one that comes: {@code rake 12.0 → 13.0}
     */
    record Answer(List<String> folders, List<String> packages) implements Pending {
        public Answer {
            folders = List.copyOf(folders);
            packages = List.copyOf(packages);
        }

        @Override
        public boolean present() {
            return true;
        }

        /** Once all is done. */
        Answer done() {
            return new Answer(folders, List.of());
        }
    }

    /**
     * Asks a package manager. A key's id is what the packages are called in the task.
     *
     * @param name of the packages, as diffs show it
     * @param question script that prints {@code hindered} and why; {@code failed} and what the manager said; or
     *     {@code told}, folders up to an empty one, and name, version and next version of each package: each ended by a
     *     NUL byte
     */
    record Family(String name, String question) implements StateFamily<Pending> {
        private static final String KINDS = "hindered, failed or told";

        @Override
        public Class<Pending> type() {
            return Pending.class;
        }

        @Override
        public Script read(List<StateKey<Pending>> keys) {
            return Script.of(question).within(PipScripts.LONGEST_QUESTION);
        }

        @Override
        public Told<Pending> told(List<StateKey<Pending>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("it cannot be asked which " + name + " there are");
            Parts parts = Parts.of(result);
            Pending state = switch (parts.next(KINDS)) {
                case "hindered" -> new Hindered(parts.next("why").strip());
                case "failed" ->
                    throw new UnknownStateException("it cannot be told what would become of the " + name + ": "
                            + parts.next("why").strip());
                case "told" -> new Answer(parts.list("folders"), changes(parts));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
            return (index, id) -> state;
        }
    }

    /** Packages to the end of what is told, of each its name, the version that is there and the one that comes. */
    static List<String> changes(Parts parts) throws UnknownStateException {
        List<String> packages = new ArrayList<>();
        for (Fields change : parts.all(Shape.ofParts("name was comes"))) {
            packages.add(
                    change.text("name") + " " + version(change.text("was")) + " → " + version(change.text("comes")));
        }
        return packages;
    }

    private static String version(String text) {
        return text.isEmpty() ? "(none)" : text;
    }
}
