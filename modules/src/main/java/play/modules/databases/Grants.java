package play.modules.databases;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import play.host.Fields;
import play.host.HostState;
import play.host.Parts;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * Privileges on things of a server, as far as tasks ask for them.
 *
 * @param kinds the privileges that there are, for each thing
 * @param roles the roles that a task names, as they are called: that of CURRENT_USER is not called so
 * @param held who has which
 */
record Grants(Map<String, Set<String>> kinds, Map<String, String> roles, Set<Grant> held) implements HostState {
    /** For all roles. */
    static final String PUBLIC = "PUBLIC";

    Grants {
        kinds = Collections.unmodifiableMap(new TreeMap<>(kinds));
        roles = Collections.unmodifiableMap(new TreeMap<>(roles));
        held = Collections.unmodifiableSet(sorted(held));
    }

    private static Set<Grant> sorted(Set<Grant> some) {
        Set<Grant> all = new TreeSet<>(Comparator.comparing(Grant::toString));
        all.addAll(some);
        return all;
    }

    /**
     * A role's privilege on a thing.
     *
     * @param passedOn whether the role may give it to others
     */
    record Grant(String thing, String role, String privilege, boolean passedOn) {
        @Override
        public String toString() {
            return role + ": " + privilege + " on " + thing + (passedOn ? ", with grant option" : "");
        }
    }

    @Override
    public boolean present() {
        return !held.isEmpty();
    }

    boolean has(String thing, String role, String privilege) {
        return held.contains(new Grant(thing, role, privilege, false))
                || held.contains(new Grant(thing, role, privilege, true));
    }

    boolean passesOn(String thing, String role, String privilege) {
        return held.contains(new Grant(thing, role, privilege, true));
    }

    Grants with(Set<Grant> others) {
        return new Grants(kinds, roles, others);
    }

    /**
     * Reads them by one statement. A key's id says what they are on.
     *
     * @param statement whose rows are: can, thing, privilege; role, as written, as called; has, thing, privilege, role,
     *     t or f
     */
    record Family(PostgresAccess access, String database, String statement) implements ServerFamily<Grants> {
        private static final Shape ROW = Shape.ofParts("what thing privilege role option");

        StateKey<Grants> at(List<String> things) {
            return key(String.join(", ", things) + " of " + database);
        }

        @Override
        public String name() {
            return "privileges";
        }

        @Override
        public Class<Grants> type() {
            return Grants.class;
        }

        @Override
        public Script read(List<StateKey<Grants>> keys) {
            return access.psql(database, statement);
        }

        @Override
        public Told<Grants> told(List<StateKey<Grants>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " cannot be asked");
            Map<String, Set<String>> kinds = new TreeMap<>();
            Map<String, String> roles = new TreeMap<>();
            Set<Grant> held = sorted(Set.of());
            for (Fields row : Parts.of(result).all(ROW)) {
                String thing = row.text("thing");
                switch (row.text("what")) {
                    case "can" ->
                        kinds.computeIfAbsent(thing, name -> new TreeSet<>()).add(row.text("privilege"));
                    case "role" -> roles.put(thing, row.text("role"));
                    case "has" ->
                        held.add(new Grant(
                                thing,
                                row.text("role"),
                                row.text("privilege"),
                                row.text("option").equals("t")));
                    default -> throw UnknownStateException.expected("can, role or has", row.text("what"));
                }
            }
            Grants grants = new Grants(kinds, roles, held);
            return (index, id) -> grants;
        }
    }
}
