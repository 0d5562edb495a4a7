package play.modules.git;

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

/**
 * Where a working tree has what is usually in {@code .git}.
 *
 * @param directory its whole path; empty where there is no repository
 */
record GitPlace(String directory) implements HostState {
    @Override
    public boolean present() {
        return !directory.isEmpty();
    }

    record Family(GitAccess access) implements StateFamily<GitPlace> {
        @Override
        public String name() {
            return "git-directory";
        }

        @Override
        public Class<GitPlace> type() {
            return GitPlace.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<GitPlace> absent() {
            return Optional.of(new GitPlace(""));
        }

        @Override
        public Script read(List<StateKey<GitPlace>> keys) {
            return Script.over(keys, access.function() + """
                    for d do
                      w=
                      [ ! -e "$d/.git" ] || w=$(cd "$d" && cd "$(g rev-parse --git-dir 2>/dev/null)" && pwd -P) || w=
                      printf '%s\\0' "$w"
                    done
                    """);
        }

        @Override
        public Told<GitPlace> told(List<StateKey<GitPlace>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> new GitPlace(parts.next("a directory"));
        }
    }
}
