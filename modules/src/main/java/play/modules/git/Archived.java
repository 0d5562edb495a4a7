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

/** An archive of what a repository has at its version. */
enum Archived implements HostState {
    ABSENT,
    /** It holds something else. */
    OTHER,
    SAME;

    @Override
    public boolean present() {
        return this != ABSENT;
    }

    /** Compares it with what git would write, which is the same for the same commit. */
    record Family(Archiving.Source source, Archiving archiving) implements StateFamily<Archived> {
        private static final Duration LONGEST = Duration.ofMinutes(10);

        @Override
        public String name() {
            return "git-archive";
        }

        @Override
        public Class<Archived> type() {
            return Archived.class;
        }

        @Override
        public Place under() {
            return Place.PATH;
        }

        @Override
        public Optional<Archived> absent() {
            return Optional.of(ABSENT);
        }

        @Override
        public Script read(List<StateKey<Archived>> keys) {
            return Script.over(keys, archiving.function(source) + """
                                    for a do
                                      if [ ! -f "$a" ]; then printf 'absent\\0'
                                      elif pack 2>/dev/null | cmp -s - "$a"; then printf 'same\\0'
                                      else printf 'other\\0'; fi
                                    done
                                    """).within(LONGEST);
        }

        @Override
        public Told<Archived> told(List<StateKey<Archived>> keys, ScriptResult result) {
            Parts parts = Parts.of(result);
            return (index, path) -> switch (parts.next("absent, same or other")) {
                case "absent" -> ABSENT;
                case "same" -> SAME;
                case "other" -> OTHER;
                case String other -> throw UnknownStateException.expected("absent, same or other", other);
            };
        }
    }
}
