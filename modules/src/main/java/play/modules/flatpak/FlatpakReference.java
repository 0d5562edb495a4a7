package play.modules.flatpak;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a file at an address, which flatpak can install from, installs. */
record FlatpakReference(FlatpakPattern pattern) implements HostState {
    static StateKey<FlatpakReference> at(String url) {
        return new Family().key(url);
    }

    @Override
    public boolean present() {
        return true;
    }

    /** Fetches the file, as directly as flatpak does: by no proxy that is for packages. */
    record Family() implements StateFamily<FlatpakReference> {
        private static final Duration LONGEST = Duration.ofMinutes(5);

        private static final String READ = """
            file=$(mktemp) || exit 1
            trap 'rm -f "$file"' EXIT
            fetch() {
              if command -v curl >/dev/null; then
                curl --fail --silent --show-error --location --retry 1 --max-time 60 --output "$file" -- "$1"
              elif command -v wget >/dev/null; then wget -q -T 60 -O "$file" -- "$1"
              else
                echo 'the host has neither curl nor wget; install one'
                false
              fi
            }
            for url do
              if words=$(fetch "$url" 2>&1 </dev/null); then
                printf 'found\\0%s\\0' "$(head -c 1000000 "$file" | tr -d '\\000')"
              else
                printf 'failed\\0%s\\0' "${words:-the server does not give it}"
              fi
            done
            """;

        private static final String KINDS = "found or failed";

        @Override
        public String name() {
            return "flatpakref";
        }

        @Override
        public Class<FlatpakReference> type() {
            return FlatpakReference.class;
        }

        /** What a server has is no file of the host. */
        @Override
        public Place under() {
            return Place.NOWHERE;
        }

        @Override
        public Script read(List<StateKey<FlatpakReference>> keys) {
            return Script.over(keys, READ).within(LONGEST);
        }

        @Override
        public Told<FlatpakReference> told(List<StateKey<FlatpakReference>> keys, ScriptResult result)
                throws UnknownStateException {
            Parts parts = Parts.of(result);
            return (index, url) -> switch (parts.next(KINDS)) {
                case "found" -> of(url, parts.next("what the server has"));
                case "failed" ->
                    throw new UnknownStateException(
                            url + " cannot be fetched: " + parts.next("why").strip());
                case String other -> throw UnknownStateException.expected(KINDS, other);
            };
        }

        private static FlatpakReference of(String url, String file) throws UnknownStateException {
            Map<String, String> values = new HashMap<>();
            for (String line : file.split("\\R")) {
                String[] parts = line.split("=", 2);
                if (parts.length == 2) {
                    values.putIfAbsent(parts[0].strip(), parts[1].strip());
                }
            }
            String kind = values.getOrDefault("IsRuntime", "false").equals("true") ? "runtime" : "app";
            String branch = values.getOrDefault("Branch", "");
            return FlatpakPattern.of(kind + "/" + values.getOrDefault("Name", "") + "//" + branch)
                    .map(FlatpakReference::new)
                    .orElseThrow(() -> new UnknownStateException(url + " is no file of the kind flatpakref"));
        }
    }
}
