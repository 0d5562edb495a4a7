package play.modules.git;

import java.util.List;
import java.util.Optional;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/** A repository on a host. */
sealed interface Checkout extends HostState {
    /**
     * None is there.
     *
     * @param room whether one can be made: nothing else is at the place
     */
    record Missing(boolean room) implements Checkout {
        @Override
        public boolean present() {
            return false;
        }
    }

    /**
     * One is there.
     *
     * @param commit of HEAD, without a working tree of the version; empty where there is none yet
     * @param modified whether files that it tracks were changed
     * @param url of the remote; empty where it has none of that name
     * @param head commit of HEAD where there is no working tree: whatever the version is, that is the server's choice;
     *     empty where there is one
     */
    record Present(Foreseen<String> commit, boolean modified, String url, Foreseen<String> head) implements Checkout {
        static final Foreseen<String> NO_OTHER = new Foreseen.Exactly<>("");

        @Override
        public boolean present() {
            return true;
        }

        Foreseen<String> headOrCommit() {
            return head.equals(NO_OTHER) ? commit : head;
        }
    }

    /**
     * Reads them.
     *
     * @param remote name of the remote
     * @param bare the version that one without a working tree is to have; empty for one with a working tree
     * @param before whether the state is meant that was there before the task, which no effect changes
     * @param tracking whether submodules may be at other commits than it names
     */
    record Family(GitAccess access, String remote, Optional<String> bare, boolean before, boolean tracking)
            implements StateFamily<Checkout> {
        private static final String READ = """
            commit() { g -C "$d" rev-parse -q --verify "$1^{commit}" 2>/dev/null; }
            for d do
              if [ -e "$d/.git" ] || { [ "$bare" = true ] && [ -f "$d/HEAD" ] && [ -d "$d/objects" ]; }; then
                if ! e=$(g -C "$d" rev-parse --git-dir 2>&1); then printf 'failed\\0%s\\0' "$e"; continue; fi
                h=$(commit HEAD) || h=
                m=
                if [ "$bare" = true ]; then
                  c=$(commit "refs/heads/$v" || commit "refs/tags/$v" || commit "$v") || c=
                else
                  c=$h
                  m=$(g -C "$d" status --porcelain --untracked-files=no $ignored 2>&1 | head -n 1)
                fi
                u=$(g -C "$d" config --get "remote.$remote.url" 2>/dev/null) || u=
                printf 'there\\0%s\\0%s\\0%s\\0%s\\0' "$c" "$m" "$u" "$h"
              elif [ ! -e "$d" ] && [ ! -h "$d" ]; then printf 'room\\0'
              elif [ -d "$d" ] && [ -z "$(ls -A "$d")" ]; then printf 'room\\0'
              else printf 'taken\\0'; fi
            done
            """;

        private static final Shape THERE = Shape.ofParts("commit modified url head");

        @Override
        public String name() {
            return "repository";
        }

        @Override
        public Class<Checkout> type() {
            return Checkout.class;
        }

        @Override
        public Place under() {
            return before ? Place.NOWHERE : Place.PATH;
        }

        @Override
        public Optional<Checkout> absent() {
            return Optional.of(new Missing(true));
        }

        @Override
        public Script read(List<StateKey<Checkout>> keys) {
            return Script.over(
                    keys,
                    access.function() + "bare=" + bare.isPresent() + "\nv=" + ShellWords.quote(bare.orElse(""))
                            + "\nignored=" + (tracking ? "--ignore-submodules=all" : "")
                            + "\nremote=" + ShellWords.quote(remote) + "\n" + READ);
        }

        @Override
        public Told<Checkout> told(List<StateKey<Checkout>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("there, room, taken or failed")) {
                case "there" -> {
                    Fields there = parts.next(THERE);
                    yield new Present(
                            new Foreseen.Exactly<>(there.text("commit")),
                            !there.text("modified").isEmpty(),
                            there.text("url"),
                            bare.isPresent() ? new Foreseen.Exactly<>(there.text("head")) : Present.NO_OTHER);
                }
                case "room" -> new Missing(true);
                case "taken" -> new Missing(false);
                case "failed" ->
                    throw new UnknownStateException("git does not read " + path + ": "
                            + parts.next("why").strip());
                case String other -> throw UnknownStateException.expected("there, room, taken or failed", other);
            };
        }
    }
}
