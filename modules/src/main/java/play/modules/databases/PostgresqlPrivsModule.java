package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.param.RequiredIf;

/** Privileges of roles on what a server of PostgreSQL has, and membership of roles. */
public final class PostgresqlPrivsModule implements OnServer<PostgresqlPrivsModule.Params> {
    private static final String WHOLE = "ALL_IN_SCHEMA";
    private static final String ALL_DEFAULT = "ALL_DEFAULT";

    /** Kinds of what is made later, with what the server calls them: as owner's default, and in its catalogue. */
    private static final Map<String, String> LATER =
            Map.of("TABLES", "rr", "SEQUENCES", "sS", "FUNCTIONS", "ff", "TYPES", "TT", "SCHEMAS", "nn");

    /**
     * Privileges on what a role makes later.
     *
     * @param thing what is made, with the role where the task names some
     * @param target the role
     * @param code as {@code acldefault} calls what is made
     * @param type as the catalogue calls it
     */
    record LaterMade(String thing, String made, Optional<String> target, String code, String type) {}

    @RequiredIf(
            when = "type",
            is = {
                "table",
                "sequence",
                "function",
                "procedure",
                "type",
                "schema",
                "language",
                "tablespace",
                "foreign_data_wrapper",
                "foreign_server",
                "default_privs",
                "group"
            },
            needs = "objs")
    public record Params(
            @Doc("Roles that get the privileges or lose them; PUBLIC stands for all.") @Alias("role")
            List<String> roles,

            @Doc("The privileges, such as SELECT,INSERT; ALL for all that there are on such a thing.") @Alias("priv")
            Optional<List<String>> privs,

            @Doc("What they are on, by name; ALL_IN_SCHEMA for all of the schema. Of a function with its types, a colon"
                    + " between: add(int:int). With type default_privs what is made later: TABLES, SEQUENCES,"
                    + " FUNCTIONS,"
                    + " TYPES, SCHEMAS, or ALL_DEFAULT for the first four. Of databases, without, the one of login_db.")
            @Alias("obj")
            Optional<List<String>> objs,

            @Doc("What kind of things these are; group for roles, of which 'roles' become members.") @Default("table")
            PrivilegeKind type,

            @Doc("Schema that they are in; public unless given. With type default_privs what is made in it; without, in"
                    + " all.")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            Optional<String> schema,

            @Doc("Whether the roles have the privileges.") @Default("present")
            Presence state,

            @Doc("Whether the roles may pass them on, or let others into the group; without, that stays as it is.")
            @Alias("admin_option")
            Optional<Boolean> grantOption,

            @Doc("Whether the task fails where there is no such role, instead of leaving it out.") @Default("true")
            boolean failOnRole,

            @Doc("With type default_privs: roles that make things later; without, the one that acts.")
            Optional<List<String>> targetRoles,

            @Doc("The database.")
            @Alias({"db", "database"})
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String loginDb,

            @Inline PostgresAccess access) {
        String inSchema() {
            return schema.orElse("public");
        }

        boolean whole() {
            return objs.equals(Optional.of(List.of(WHOLE)));
        }

        /** What the privileges are on, by the names that the server is asked by. */
        List<String> things() {
            return objs.orElseGet(() -> List.of(loginDb)).stream().distinct().toList();
        }

        /** A function with its types, as the server reads it. */
        String routine(String thing) {
            int types = thing.indexOf('(');
            String name = types < 0 ? thing : thing.substring(0, types);
            String rest = types < 0 ? "()" : thing.substring(types).replace(':', ',');
            return Sql.name(inSchema()) + "." + Sql.name(name) + rest;
        }

        List<LaterMade> defaults() {
            List<LaterMade> all = new ArrayList<>();
            List<String> made = things().equals(List.of(ALL_DEFAULT))
                    ? List.of("FUNCTIONS", "SEQUENCES", "TABLES", "TYPES")
                    : things();
            for (String kind : made) {
                String codes = LATER.getOrDefault(kind, "??");
                for (Optional<String> target : targets()) {
                    String thing = kind + target.map(name -> " of " + name).orElse("");
                    all.add(new LaterMade(thing, kind, target, codes.substring(0, 1), codes.substring(1)));
                }
            }
            return all;
        }

        private List<Optional<String>> targets() {
            return targetRoles
                    .map(names -> names.stream().map(Optional::of).toList())
                    .orElseGet(() -> List.of(Optional.empty()));
        }

        /** The privileges in the server's words, with ALL as it is. */
        List<String> wanted() {
            if (type == PrivilegeKind.GROUP) {
                return List.of("MEMBER");
            }
            return privs.orElse(List.of()).stream()
                    .map(text -> text.strip().toUpperCase(Locale.ROOT))
                    .map(text -> text.equals("TEMP") ? "TEMPORARY" : text)
                    .map(text -> text.equals("ALL PRIVILEGES") ? "ALL" : text)
                    .toList();
        }

        StateKey<Grants> key() {
            List<String> on = type == PrivilegeKind.DEFAULT_PRIVS
                    ? defaults().stream().map(LaterMade::thing).toList()
                    : things();
            return new Grants.Family(access, loginDb, new GrantsQuery(this).statement())
                    .at(on.stream().map(thing -> type.shown() + " " + thing).toList());
        }
    }

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_privs",
                    "Grants or revokes privileges on what a server of PostgreSQL has. The host needs psql.",
                    Params.class,
                    PostgresExamples.privileges())
            .alias("community.postgresql.postgresql_privs");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        boolean later = params.type() == PrivilegeKind.DEFAULT_PRIVS;
        if (params.type() != PrivilegeKind.GROUP && params.wanted().isEmpty()) {
            faults.add(new Binding.Fault("privs", "say which privileges by 'privs'"));
        }
        if (params.wanted().stream().anyMatch(text -> !text.matches("[A-Z][A-Z ]*"))) {
            faults.add(new Binding.Fault("privs", "privileges are words such as SELECT, with commas between"));
        }
        if (params.whole() && !params.type().comesInWhole()) {
            faults.add(new Binding.Fault("objs", WHOLE + " is for tables, sequences, functions and procedures"));
        }
        if (params.schema().isPresent() && !later && !params.type().isInSchema()) {
            faults.add(new Binding.Fault("schema", "a " + params.type().shown() + " is in no schema; leave it out"));
        }
        if (params.targetRoles().isPresent() && !later) {
            faults.add(new Binding.Fault("target_roles", "'target_roles' goes with type: default_privs only"));
        }
        if (later) {
            params.defaults().stream()
                    .map(LaterMade::made)
                    .filter(made -> !LATER.containsKey(made))
                    .distinct()
                    .forEach(made -> faults.add(new Binding.Fault(
                            "objs",
                            "'" + made + "' is nothing that has default privileges; there are TABLES, SEQUENCES,"
                                    + " FUNCTIONS, TYPES and SCHEMAS")));
        }
        if (params.type().isRoutine()
                && !params.whole()
                && params.things().stream().anyMatch(thing -> !thing.matches("[^()]+(\\([^()';\"]*\\))?"))) {
            faults.add(new Binding.Fault("objs", "a function is named with its types, such as add(int:int)"));
        }
        return faults;
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        return List.of(params.key());
    }

    @Override
    public Plan plan(Params params, Knowledge known) {
        return Plan.on(known.of(params.key()), grants -> new GrantsPlan(params, grants, known).plan());
    }
}
