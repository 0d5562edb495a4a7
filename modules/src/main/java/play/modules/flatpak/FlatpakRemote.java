package play.modules.flatpak;

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

/** Where flatpaks come from. */
record FlatpakRemote(boolean present, boolean enabled) implements HostState {
    static final FlatpakRemote ABSENT = new FlatpakRemote(false, false);

    static StateKey<FlatpakRemote> named(String name, FlatpakInstallation where) {
        return new Family(where).key(name);
    }

    /** Reads them by {@code flatpak remote-list}. */
    record Family(FlatpakInstallation where) implements StateFamily<FlatpakRemote> {
        private static final String READ = """
            if [ -z "$none" ]; then
              told=$("$flatpak" remote-list --show-disabled "$scope" --columns=name,options) || exit
            fi
            printf 'told\\0'
            printf '%s\\n' "$told" | grep . | tr '\\n' '\\0'
            printf '\\0'
            """;

        private static final Shape LINE = Shape.of("\t", "name\toptions");
        private static final String KINDS = "lacking or told";

        @Override
        public String name() {
            return "flatpak remote";
        }

        @Override
        public Class<FlatpakRemote> type() {
            return FlatpakRemote.class;
        }

        @Override
        public Place under() {
            return where.under("repo");
        }

        @Override
        public Script read(List<StateKey<FlatpakRemote>> keys) {
            return Script.of("told=\n" + where.before() + READ);
        }

        @Override
        public Told<FlatpakRemote> told(List<StateKey<FlatpakRemote>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("flatpak does not tell what remotes there are");
            Parts parts = Parts.of(result);
            return switch (parts.next(KINDS)) {
                case "lacking" -> throw where.lacking();
                case "told" ->
                    Told.each(
                            LINE.all(parts.list("remotes")),
                            "name",
                            ABSENT,
                            line -> new FlatpakRemote(
                                    true,
                                    !List.of(line.text("options").split(",")).contains("disabled")));
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }
    }
}
