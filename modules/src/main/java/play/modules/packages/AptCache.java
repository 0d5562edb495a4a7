package play.modules.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.LineFamily;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.value.Foreseen;

/**
 * The archives that apt keeps of what it has installed.
 *
 * @param kept whether there are any that would go
 */
record AptCache(Foreseen<Boolean> kept) implements HostState {
    /** Which of them go. */
    enum Cleaning {
        /** All. */
        CLEAN("clean", "remove the archives of packages"),

        /** Those that can't be fetched any more. */
        AUTOCLEAN("autoclean", "remove the archives of old packages");

        private final String verb;
        private final String title;

        Cleaning(String verb, String title) {
            this.verb = verb;
            this.title = title;
        }

        StateKey<AptCache> key() {
            return new Family().key(verb);
        }

        private Action action() {
            Script script =
                    Script.of("LC_ALL=C apt-get -q -o DPkg::Lock::Timeout=300 " + verb + " </dev/null >/dev/null");
            return new Action.Run(
                    "apt-get " + verb,
                    script,
                    List.of(new Effect.Sets<>(key(), new AptCache(new Foreseen.Exactly<>(false)))));
        }

        /** A plan, and then this. */
        Plan after(Plan plan, Knowledge known) {
            return switch (plan) {
                case Plan.Change(String first, List<Action> actions) -> {
                    List<Action> all = new ArrayList<>(actions);
                    all.add(action());
                    yield new Plan.Change(first + ", " + title, all);
                }
                case Plan.Unchanged unchanged ->
                    Plan.on(known.of(key()), cache -> switch (cache.kept()) {
                        case Foreseen.Exactly<Boolean>(Boolean some) ->
                            some ? new Plan.Change(title, action()) : Plan.UNCHANGED;
                        case Foreseen.Later<Boolean>(String why) -> new Plan.Undetermined(why);
                    });
                case Plan.Needs needs -> needs;
                case Plan.Undetermined undetermined -> undetermined;
                case Plan.Rejected rejected -> rejected;
            };
        }
    }

    /** Where nothing is kept, whatever cannot be foreseen may bring something. */
    @Override
    public boolean present() {
        return !kept.is(false);
    }

    /** A program lists what of them would go. */
    record Family() implements LineFamily<AptCache> {
        private static final String LOOK = """
            autoclean() { apt-get -s autoclean 2>/dev/null </dev/null | grep '^Del '; }
            clean() { find /var/cache/apt/archives -name '*.deb' 2>/dev/null; }
            look() { if [ -n "$("$1" | head -n 1)" ]; then echo some; else echo none; fi; }
            export LC_ALL=C
            command -v apt-get >/dev/null || { echo 'the host has no apt' >&2; exit 1; }
            """;

        @Override
        public String name() {
            return "archives of packages";
        }

        @Override
        public Class<AptCache> type() {
            return AptCache.class;
        }

        @Override
        public Place under() {
            return Place.below("/var/cache/apt/archives");
        }

        /** What is installed now can be fetched still. */
        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            return other.family() instanceof Packages && id.equals(Cleaning.CLEAN.verb);
        }

        @Override
        public Optional<AptCache> afterChangesBelow() {
            return Optional.of(new AptCache(new Foreseen.Later<>("whether apt keeps archives is known after the run")));
        }

        @Override
        public String ask(String id) {
            return "look " + id + "\n";
        }

        @Override
        public AptCache told(String id, String line) throws UnknownStateException {
            return switch (line) {
                case "some" -> new AptCache(new Foreseen.Exactly<>(true));
                case "none" -> new AptCache(new Foreseen.Exactly<>(false));
                default -> throw UnknownStateException.expected("some or none", line);
            };
        }

        @Override
        public Script script(String lines) {
            return Script.of(LOOK + lines);
        }

        @Override
        public String silence(ScriptResult result) {
            return "apt does not tell which archives it keeps: " + result.err().strip();
        }
    }
}
