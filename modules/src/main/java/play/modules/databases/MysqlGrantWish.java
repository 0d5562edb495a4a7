package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import play.param.Default;
import play.param.Doc;
import play.param.MutuallyExclusive;
import play.param.NoEffect;
import play.value.Foreseen;

/** What a user of MySQL may do. */
@MutuallyExclusive({"append_privs", "subtract_privs"})
record MysqlGrantWish(
        @Doc("What the user may do, by what it is on: a mapping such as {'app.*': 'SELECT,INSERT'}, or"
                + " app.*:SELECT,INSERT/other.*:ALL. ALL is all there are, GRANT that the user may hand them on, USAGE"
                + " nothing; SELECT (a, b) is of columns, and before the name of a routine stands FUNCTION or"
                + " PROCEDURE. Privileges on other things are taken away, but from root. Without, all stay.")
        Optional<MysqlPrivilegeWish> priv,

        @Doc("Whether what is not named in 'priv' stays.") @Default("false")
        boolean appendPrivs,

        @Doc("Whether what is named in 'priv' is taken away, and the rest stays.") @Default("false")
        boolean subtractPrivs,

        @Doc("Whether upper and lower case tells columns apart.")
        @Default("false")
        @NoEffect("To the server they are the same. Leave it out.")
        boolean columnCaseSensitive) {

    private static final Foreseen<Set<String>> NOTHING = new Foreseen.Exactly<>(Set.of());

    /** What an account has by that. */
    SortedMap<String, Foreseen<Set<String>>> of(String user, SortedMap<String, Foreseen<Set<String>>> now) {
        SortedMap<String, Foreseen<Set<String>>> next = new TreeMap<>(now);
        if (priv.isEmpty()) {
            return next;
        }
        if (!appendPrivs && !subtractPrivs && !user.equals("root")) {
            next.keySet().retainAll(priv.get().byThing().keySet());
        }
        priv.get()
                .byThing()
                .forEach((on, named) -> next.merge(on, of(NOTHING, named), (there, fresh) -> of(there, named)));
        next.values().removeIf(NOTHING::equals);
        return next;
    }

    private Foreseen<Set<String>> of(Foreseen<Set<String>> there, Set<String> named) {
        boolean all = there.map(set -> set.contains(MysqlPrivileges.ALL)).is(true);
        if (subtractPrivs) {
            boolean some = named.stream().anyMatch(name -> !name.equals(MysqlPrivileges.GRANT));
            if (all && some && !named.contains(MysqlPrivileges.ALL)) {
                return new Foreseen.Later<>("the server says what is left of all");
            }
            return there.map(set -> minus(named.contains(MysqlPrivileges.ALL) ? handOn(set) : set, named));
        }
        if (!appendPrivs) {
            return new Foreseen.Exactly<>(new TreeSet<>(named));
        }
        return all
                ? there.map(set -> plus(set, handOn(named)))
                : there.map(set -> named.contains(MysqlPrivileges.ALL) ? plus(handOn(set), named) : plus(set, named));
    }

    private static Set<String> handOn(Set<String> set) {
        return set.contains(MysqlPrivileges.GRANT) ? Set.of(MysqlPrivileges.GRANT) : Set.of();
    }

    private static Set<String> plus(Set<String> set, Set<String> more) {
        Set<String> both = new TreeSet<>(set);
        both.addAll(more);
        return both;
    }

    private static Set<String> minus(Set<String> set, Set<String> less) {
        Set<String> rest = new TreeSet<>(set);
        rest.removeAll(less);
        return rest;
    }

    /** Statements that lead there, for a user as SQL names it. */
    List<String> statements(
            String user, SortedMap<String, Foreseen<Set<String>>> now, SortedMap<String, Foreseen<Set<String>>> next) {
        List<String> statements = new ArrayList<>();
        Set<String> things = new TreeSet<>(now.keySet());
        things.addAll(next.keySet());
        for (String on : things) {
            Foreseen<Set<String>> after = next.getOrDefault(on, NOTHING);
            if (after instanceof Foreseen.Exactly<Set<String>>(Set<String> wanted)) {
                change(on, known(now.getOrDefault(on, NOTHING)), wanted, user, statements);
            } else if (subtractPrivs && priv.isPresent() && !after.equals(now.get(on))) {
                revoke(on, priv.get().byThing().getOrDefault(on, Set.of()), user, statements);
            }
        }
        return statements;
    }

    /** What is known only after the run was foreseen, so nothing is run. */
    private static Set<String> known(Foreseen<Set<String>> set) {
        return set instanceof Foreseen.Exactly<Set<String>>(Set<String> value) ? value : Set.of();
    }

    private static void change(String on, Set<String> now, Set<String> wanted, String user, List<String> statements) {
        boolean widened = wanted.contains(MysqlPrivileges.ALL) && !now.contains(MysqlPrivileges.ALL);
        boolean narrowed = now.contains(MysqlPrivileges.ALL) && !wanted.contains(MysqlPrivileges.ALL);
        Set<String> less = minus(widened ? handOn(now) : now, wanted);
        Set<String> more = minus(wanted, narrowed ? handOn(now) : now);
        revoke(on, less, user, statements);
        if (!more.isEmpty()) {
            statements.add("GRANT " + MysqlPrivileges.sql(more) + " ON " + on + " TO " + user
                    + (more.contains(MysqlPrivileges.GRANT) ? " WITH GRANT OPTION" : ""));
        }
    }

    private static void revoke(String on, Set<String> less, String user, List<String> statements) {
        if (less.contains(MysqlPrivileges.GRANT)) {
            statements.add("REVOKE GRANT OPTION ON " + on + " FROM " + user);
        }
        if (!minus(less, Set.of(MysqlPrivileges.GRANT)).isEmpty()) {
            statements.add("REVOKE " + MysqlPrivileges.sql(less) + " ON " + on + " FROM " + user);
        }
    }
}
