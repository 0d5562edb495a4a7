package play.modules.users;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import play.host.HostState;
import play.host.Parts;
import play.host.Place;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.host.StateFamily;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What {@code getent} says. */
sealed interface Getent extends HostState {
    /**
     * It has answered.
     *
     * @param code its exit code
     */
    record Said(int code, List<String> lines) implements Getent {
        static final int FOUND = 0;
        static final int NO_DATABASE = 1;
        static final int NO_KEY = 2;

        public Said {
            lines = List.copyOf(lines);
        }

        @Override
        public boolean present() {
            return code == FOUND;
        }
    }

    /** A dry run foresees that it will say something else. */
    record Foreseen() implements Getent {
        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * Asks it for keys, or with an empty key for all.
     *
     * @param service the only source that is asked; empty for those that the host has set
     */
    record Family(String database, String service) implements StateFamily<Getent> {
        private static final Set<String> OF_USERS = Set.of("passwd", "shadow", "initgroups");
        private static final Set<String> OF_GROUPS = Set.of("group", "gshadow");
        static final Set<String> SECRET = Set.of("shadow", "gshadow");

        @Override
        public String name() {
            return "getent";
        }

        @Override
        public Class<Getent> type() {
            return Getent.class;
        }

        @Override
        public boolean secret() {
            return SECRET.contains(database);
        }

        @Override
        public Place under() {
            return Place.below("/etc");
        }

        /** Whoever becomes a member of a group stands in it. */
        @Override
        public boolean tellsOf(String id, StateKey<?> other) {
            boolean named = id.isEmpty() || id.equals(other.id());
            return (OF_USERS.contains(database) && named && isOfUsers(other))
                    || (OF_GROUPS.contains(database)
                            && (isOfUsers(other) || (named && other.family() instanceof Groups)));
        }

        private static boolean isOfUsers(StateKey<?> other) {
            return other.family() instanceof Users || other.family() instanceof Passwords;
        }

        @Override
        public Optional<Getent> afterChangesBelow() {
            return Optional.of(new Foreseen());
        }

        @Override
        public Script read(List<StateKey<Getent>> keys) {
            String getent = "getent " + (service.isEmpty() ? "" : "-s " + ShellWords.quote(service) + " ")
                    + ShellWords.quote(database);
            return Script.over(keys, """
                    export LC_ALL=C
                    command -v getent >/dev/null || { echo 'the host has no getent' >&2; exit 1; }
                    for k do
                      if [ -n "$k" ]; then o=$(%s "$k" 2>/dev/null); else o=$(%s 2>/dev/null); fi
                      printf '%%s\\0%%s\\0' "$?" "$o"
                    done
                    exit 0
                    """.formatted(getent, getent));
        }

        @Override
        public Told<Getent> told(List<StateKey<Getent>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("nothing can be looked up");
            Parts parts = Parts.of(result);
            return (index, key) -> {
                String code = parts.next("an exit code");
                if (!code.matches("[0-9]{1,3}")) {
                    throw UnknownStateException.expected("an exit code", code);
                }
                return new Said(
                        Integer.parseInt(code),
                        parts.next("lines of getent").lines().toList());
            };
        }
    }
}
