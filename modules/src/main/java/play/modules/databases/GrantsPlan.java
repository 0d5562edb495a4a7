package play.modules.databases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import play.host.Effect;
import play.host.HostState;
import play.host.Knowledge;
import play.host.Observed;
import play.host.StateKey;
import play.module.Plan;
import play.modules.databases.Grants.Grant;
import play.param.Presence;

/** How privileges are brought to what a task asks for. */
record GrantsPlan(PostgresqlPrivsModule.Params params, Grants now, Knowledge known) {
    /** Where earlier tasks of a dry run are asked for what they make. */
    private static final String MAINTENANCE = "postgres";

    /**
     * What one statement is about.
     *
     * @param things that it changes
     * @param before words before GRANT
     * @param on words behind ON
     */
    private record Target(List<String> things, String before, String on) {}

    Plan plan() {
        List<String> missing = new ArrayList<>();
        for (String thing : named()) {
            if (!now.kinds().containsKey(thing)) {
                missing.add(thing);
            }
        }
        if (!missing.isEmpty()) {
            return missing(missing.getFirst());
        }
        Map<String, String> roles = new LinkedHashMap<>();
        for (String role : params.roles()) {
            if (now.roles().containsKey(role)) {
                roles.put(role, now.roles().get(role));
                continue;
            }
            StateKey<PostgresRole> key = PostgresRole.at(params.access(), MAINTENANCE, role);
            if (!known.has(key)) {
                return new Plan.Needs(List.of(key));
            }
            if (isForeseen(key)) {
                roles.put(role, role);
            } else if (params.failOnRole()) {
                return new Plan.Rejected("the server has no role " + role + "; postgresql_user makes one");
            }
        }
        return change(roles);
    }

    private List<String> named() {
        return switch (params.type()) {
            case DEFAULT_PRIVS ->
                params.defaults().stream()
                        .map(PostgresqlPrivsModule.LaterMade::thing)
                        .toList();
            default -> params.whole() ? List.of() : params.things();
        };
    }

    private <S extends HostState> boolean isForeseen(StateKey<S> key) {
        return known.of(key) instanceof Observed.Known<S>(S state, var how) && state.present();
    }

    /** What an earlier task of a dry run makes has privileges of its own, which only the run will tell. */
    private Plan missing(String thing) {
        Optional<StateKey<? extends HostState>> maker = switch (params.type()) {
            case DATABASE -> Optional.of(PostgresDatabase.at(params.access(), MAINTENANCE, thing));
            case SCHEMA -> Optional.of(PostgresSchema.at(params.access(), params.loginDb(), thing));
            case GROUP -> Optional.of(PostgresRole.at(params.access(), MAINTENANCE, thing));
            default ->
                params.type().isInSchema()
                        ? Optional.of(PostgresSchema.at(params.access(), params.loginDb(), params.inSchema()))
                        : Optional.empty();
        };
        Plan rejected = new Plan.Rejected("there is no " + params.type().shown() + " " + thing + " in "
                + (params.type().isInSchema() ? "the schema " + params.inSchema() + " of " : "")
                + params.loginDb());
        if (maker.isEmpty()) {
            return rejected;
        }
        if (!known.has(maker.get())) {
            return new Plan.Needs(List.of(maker.get()));
        }
        return known.of(maker.get()) instanceof Observed.Known<? extends HostState>(HostState state, var how)
                        && state.present()
                        && how == Observed.Certainty.FORESEEN
                ? new Plan.Undetermined(thing + " is only made during the run")
                : rejected;
    }

    private List<Target> targets() {
        if (params.type() == PrivilegeKind.DEFAULT_PRIVS) {
            String in =
                    params.schema().map(name -> " IN SCHEMA " + Sql.name(name)).orElse("");
            return params.defaults().stream()
                    .map(each -> new Target(
                            List.of(each.thing()),
                            "ALTER DEFAULT PRIVILEGES"
                                    + each.target()
                                            .map(role -> " FOR ROLE " + GrantsQuery.written(role))
                                            .orElse("")
                                    + in + " ",
                            each.made()))
                    .toList();
        }
        if (params.whole()) {
            return List.of(new Target(
                    List.copyOf(now.kinds().keySet()),
                    "",
                    "ALL " + params.type().words() + "S IN SCHEMA " + Sql.name(params.inSchema())));
        }
        return params.things().stream()
                .map(thing -> new Target(List.of(thing), "", on(thing)))
                .toList();
    }

    private String on(String thing) {
        PrivilegeKind type = params.type();
        if (type == PrivilegeKind.GROUP) {
            return Sql.name(thing);
        }
        String name = type.isRoutine()
                ? params.routine(thing)
                : (type.isInSchema() ? Sql.name(params.inSchema()) + "." : "") + Sql.name(thing);
        return type.words() + " " + name;
    }

    private Plan change(Map<String, String> roles) {
        List<String> statements = new ArrayList<>();
        Set<Grant> held = new TreeSet<>(Comparator.comparing(Grant::toString));
        held.addAll(now.held());
        for (Target target : targets()) {
            Set<String> kinds = new TreeSet<>();
            target.things().forEach(thing -> kinds.addAll(now.kinds().getOrDefault(thing, Set.of())));
            Set<String> wanted = new TreeSet<>(params.wanted().contains("ALL") ? kinds : Set.copyOf(params.wanted()));
            Optional<String> unknown =
                    wanted.stream().filter(text -> !kinds.contains(text)).findFirst();
            if (unknown.isPresent() && !target.things().isEmpty()) {
                return new Plan.Rejected("there is no privilege " + unknown.get() + " on a "
                        + params.type().shown() + "; there are " + String.join(", ", kinds));
            }
            roles.forEach((written, role) -> new Change(target, wanted, written, role).add(statements, held));
        }
        if (statements.isEmpty()) {
            return Plan.UNCHANGED;
        }
        String title = (params.state() == Presence.PRESENT ? "grant " : "revoke ") + String.join(", ", params.wanted())
                + " on " + params.key().id();
        return params.access()
                .change(title, params.loginDb(), statements, List.of(new Effect.Sets<>(params.key(), now.with(held))));
    }

    /** What has to be said of one role, and what it has afterwards. */
    private final class Change {
        private final Target target;
        private final Set<String> wanted;
        private final String written;
        private final String role;

        Change(Target target, Set<String> wanted, String written, String role) {
            this.target = target;
            this.wanted = wanted;
            this.written = written;
            this.role = role;
        }

        void add(List<String> statements, Set<Grant> held) {
            if (params.state() == Presence.ABSENT) {
                say(statements, "REVOKE", those(false), "");
                set(held, those(false), Optional.empty());
                return;
            }
            boolean passing = params.grantOption().orElse(false);
            Set<String> lacking = lacking(passing);
            say(statements, "GRANT", lacking, passing ? " WITH " + option() : "");
            for (String thing : target.things()) {
                for (String privilege : lacking) {
                    boolean passes = passing || now.passesOn(thing, role, privilege);
                    set(held, thing, privilege, Optional.of(passes));
                }
            }
            if (params.grantOption().equals(Optional.of(false))) {
                say(statements, "REVOKE " + option() + " FOR", those(true), "");
                set(held, those(true), Optional.of(false));
            }
        }

        private String option() {
            return params.type() == PrivilegeKind.GROUP ? "ADMIN OPTION" : "GRANT OPTION";
        }

        private Set<String> lacking(boolean passing) {
            return some((thing, privilege) ->
                    passing ? !now.passesOn(thing, role, privilege) : !now.has(thing, role, privilege));
        }

        private Set<String> those(boolean passing) {
            return some((thing, privilege) ->
                    passing ? now.passesOn(thing, role, privilege) : now.has(thing, role, privilege));
        }

        private Set<String> some(BiPredicate<String, String> which) {
            Set<String> some = new TreeSet<>();
            for (String privilege : wanted) {
                if (target.things().stream().anyMatch(thing -> which.test(thing, privilege))) {
                    some.add(privilege);
                }
            }
            return some;
        }

        private void say(List<String> statements, String verb, Set<String> privileges, String end) {
            if (privileges.isEmpty()) {
                return;
            }
            boolean group = params.type() == PrivilegeKind.GROUP;
            statements.add(
                    target.before() + verb + " " + (group ? "" : String.join(", ", privileges) + " ON ") + target.on()
                            + (verb.startsWith("GRANT") ? " TO " : " FROM ") + GrantsQuery.written(written) + end);
        }

        /** Of those that have them. */
        private void set(Set<Grant> held, Set<String> privileges, Optional<Boolean> passing) {
            for (String thing : target.things()) {
                privileges.stream()
                        .filter(privilege -> now.has(thing, role, privilege))
                        .forEach(privilege -> set(held, thing, privilege, passing));
            }
        }

        /** @param passing whether it can be passed on; without, it is gone */
        private void set(Set<Grant> held, String thing, String privilege, Optional<Boolean> passing) {
            held.remove(new Grant(thing, role, privilege, true));
            held.remove(new Grant(thing, role, privilege, false));
            passing.ifPresent(option -> held.add(new Grant(thing, role, privilege, option)));
        }
    }
}
