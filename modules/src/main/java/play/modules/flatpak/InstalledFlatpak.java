package play.modules.flatpak;

import java.util.ArrayList;
import java.util.List;
import play.host.Fields;
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
import play.value.Foreseen;

/**
 * What is installed of the flatpaks that a task means.
 *
 * @param refs of all of them: {@code app/org.gnome.gedit/x86_64/stable}
 */
record InstalledFlatpak(boolean present, Foreseen<List<String>> refs) implements HostState {
    static final InstalledFlatpak ABSENT = new InstalledFlatpak(false, new Foreseen.Exactly<>(List.of()));

    /** One that has been installed: the remote says which branch it has. */
    static final InstalledFlatpak NEW =
            new InstalledFlatpak(true, new Foreseen.Later<>("which branch comes is known after the run"));

    static StateKey<InstalledFlatpak> of(FlatpakPattern pattern, FlatpakInstallation where) {
        return new Family(where).key(pattern.toString());
    }

    /** Reads them by {@code flatpak list}. Ids are patterns. */
    record Family(FlatpakInstallation where) implements StateFamily<InstalledFlatpak> {
        private static final String READ = """
            if [ -z "$none" ]; then told=$("$flatpak" list --all "$scope" --columns=ref,options) || exit; fi
            printf 'told\\0'
            printf '%s\\n' "$told" | grep . | tr '\\n' '\\0'
            printf '\\0'
            """;

        private static final Shape LINE = Shape.of("\t", "ref\toptions");
        private static final String KINDS = "lacking or told";

        @Override
        public String name() {
            return "flatpak";
        }

        @Override
        public Class<InstalledFlatpak> type() {
            return InstalledFlatpak.class;
        }

        @Override
        public Place under() {
            return where.under("app", "runtime");
        }

        @Override
        public Script read(List<StateKey<InstalledFlatpak>> keys) {
            return Script.of("told=\n" + where.before() + READ);
        }

        @Override
        public Told<InstalledFlatpak> told(List<StateKey<InstalledFlatpak>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("flatpak does not tell what is installed");
            Parts parts = Parts.of(result);
            List<String> refs = switch (parts.next(KINDS)) {
                case "lacking" -> throw where.lacking();
                case "told" -> refs(LINE.all(parts.list("flatpaks")));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
            return (index, id) -> matching(id, refs);
        }

        private static List<String> refs(List<Fields> lines) throws UnknownStateException {
            List<String> refs = new ArrayList<>();
            for (Fields line : lines) {
                boolean isRuntime = List.of(line.text("options").split(",")).contains("runtime");
                refs.add((isRuntime ? "runtime/" : "app/") + line.text("ref"));
            }
            return refs;
        }

        private static InstalledFlatpak matching(String id, List<String> refs) {
            List<String> found = FlatpakPattern.of(id)
                    .map(pattern -> refs.stream().filter(pattern::matches).toList())
                    .orElse(List.of());
            return found.isEmpty() ? ABSENT : new InstalledFlatpak(true, new Foreseen.Exactly<>(found));
        }
    }
}
