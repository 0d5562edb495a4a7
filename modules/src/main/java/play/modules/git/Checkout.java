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
     * @param commit of HEAD; empty where there is none yet
     * @param modified whether files that it tracks were changed
     * @param url of the remote; empty where it has none of that name
     */
    record Present(Foreseen<String> commit, boolean modified, String url) implements Checkout {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * Reads them.
     *
     * @param remote name of the remote
     * @param before whether the state is meant that was there before the task, which no effect changes
     */
    record Family(GitAccess access, String remote, boolean bare, boolean before) implements StateFamily<Checkout> {
        private static final String READ = """
            for d do
              if [ -e "$d/.git" ] || { [ "$bare" = true ] && [ -f "$d/HEAD" ] && [ -d "$d/objects" ]; }; then
                if ! e=$(g -C "$d" rev-parse --git-dir 2>&1); then printf 'failed\\0%s\\0' "$e"; continue; fi
                c=$(g -C "$d" rev-parse -q --verify 'HEAD^{commit}' 2>/dev/null) || c=
                m=
                [ "$bare" = true ] || m=$(g -C "$d" status --porcelain --untracked-files=no 2>&1 | head -n 1)
                u=$(g -C "$d" config --get "remote.$remote.url" 2>/dev/null) || u=
                printf 'there\\0%s\\0%s\\0%s\\0' "$c" "$m" "$u"
              elif [ ! -e "$d" ] && [ ! -h "$d" ]; then printf 'room\\0'
              elif [ -d "$d" ] && [ -z "$(ls -A "$d")" ]; then printf 'room\\0'
              else printf 'taken\\0'; fi
            done
            """;

        private static final Shape THERE = Shape.ofParts("commit modified url");

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
                    keys, access.function() + "bare=" + bare + "\nremote=" + ShellWords.quote(remote) + "\n" + READ);
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
                            there.text("url"));
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
