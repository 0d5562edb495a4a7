package play.modules.git;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * How the submodules of a working tree are to their branches.
 *
 * @param behind whether one is not at the latest commit of its branch
 */
record Submodules(boolean behind) implements HostState {
    @Override
    public boolean present() {
        return true;
    }

    /** Asks their servers, which changes nothing on the host. Those of submodules are not looked at. */
    record Family(GitAccess access) implements StateFamily<Submodules> {
        private static final Duration LONGEST = Duration.ofMinutes(5);

        private static final String READ = """
                behind() {
                  g config -f .gitmodules --get-regexp '^submodule\\..*\\.path$' | while read -r key path; do
                    name=${key#submodule.}; name=${name%.path}
                    b=$(g config -f .gitmodules --get "submodule.$name.branch") || b=HEAD
                    have=$(g -C "$path" rev-parse -q --verify HEAD 2>/dev/null) || { echo new; return; }
                    url=$(g -C "$path" config --get remote.origin.url) || { echo new; return; }
                    want=$(g ls-remote -- "$url" "$b" | head -n 1 | cut -f 1)
                    [ "$have" = "$want" ] || { echo "$path"; return; }
                  done
                }
                for d do
                  if [ -f "$d/.gitmodules" ] && [ -n "$(cd "$d" && behind)" ]; then printf '1\\0'
                  else printf '0\\0'; fi
                done
                """;

        @Override
        public String name() {
            return "submodules";
        }

        @Override
        public Class<Submodules> type() {
            return Submodules.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<Submodules> absent() {
            return Optional.of(new Submodules(false));
        }

        @Override
        public Script read(List<StateKey<Submodules>> keys) {
            return Script.over(keys, access.look() + READ).within(LONGEST);
        }

        @Override
        public Told<Submodules> told(List<StateKey<Submodules>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("0 or 1")) {
                case "1" -> new Submodules(true);
                case "0" -> new Submodules(false);
                case String other -> throw UnknownStateException.expected("0 or 1", other);
            };
        }
    }
}
