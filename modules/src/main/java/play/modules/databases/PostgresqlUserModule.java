package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.ModuleSpec.Program;
import play.module.Plan;
import play.param.Alias;
import play.param.Binding;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;
import play.param.Range;
import play.param.SecretText;

/** Users of a server of PostgreSQL. */
public final class PostgresqlUserModule implements ServerThing<PostgresqlUserModule.Params, PostgresRole> {
    public record Params(
            @Doc("Name of the user.")
            @Alias("user")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String name,

            @Doc("Whether there is such a user. One that owns anything can't be removed.") @Default("present")
            Presence state,

            @Doc("The password, or as the server stores it (md5…, SCRAM-SHA-256$…); an empty one takes it away.")
            Optional<SecretText> password,

            @Doc("Whether a user that is there keeps the password.") @Default("false")
            boolean noPasswordChanges,

            @Doc("Whether the server stores the password encrypted, as all do since PostgreSQL 10.") @Default("true")
            boolean encrypted,

            @Doc("What the user may, words with commas: SUPERUSER, CREATEROLE, CREATEDB, INHERIT, LOGIN, REPLICATION,"
                    + " BYPASSRLS; with NO before one, not. What is not named stays as it is.")
            Optional<List<String>> roleAttrFlags,

            @Doc("When the password expires: 2030-01-01, or infinity.")
            @Matches(value = "[A-Za-z0-9:+. -]+", expected = "a time, such as 2030-01-01")
            Optional<String> expires,

            @Doc("How many connections the user may have; -1 for any number.") @Range(from = -1, to = Integer.MAX_VALUE)
            Optional<Integer> connLimit,

            @Doc("A comment on the user; an empty one removes what is there.")
            Optional<String> comment,

            @Doc("Database that the server is asked by.")
            @Alias("db")
            @Default("postgres")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String loginDb,

            @Inline PostgresAccess access) {
        private Optional<StateKey<PostgresPassword>> passwordKey() {
            return password.map(text -> PostgresPassword.at(access, loginDb, name, text.reveal()));
        }

        private List<RoleAttribute.Wish> wishes() {
            return roleAttrFlags.orElse(List.of()).stream()
                    .flatMap(word -> RoleAttribute.Wish.of(word).stream())
                    .toList();
        }
    }

    record Result(@Doc("The user.") String user) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_user",
                    "Makes or removes users of PostgreSQL. The host needs psql.",
                    Params.class,
                    PostgresExamples.users())
            .alias("community.postgresql.postgresql_user")
            .insteadOf(new Program("createuser"), new Program("dropuser"))
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public List<Binding.Fault> check(Params params) {
        List<Binding.Fault> faults = new ArrayList<>();
        for (String word : params.roleAttrFlags().orElse(List.of())) {
            if (RoleAttribute.Wish.of(word).isEmpty()) {
                faults.add(new Binding.Fault(
                        "role_attr_flags",
                        "'" + word + "' is nothing that a user may be; there are SUPERUSER, CREATEROLE, CREATEDB,"
                                + " INHERIT, LOGIN, REPLICATION, BYPASSRLS, and these with NO before them"));
            }
        }
        List<RoleAttribute.Wish> wishes = params.wishes();
        if (wishes.stream().map(RoleAttribute.Wish::attribute).distinct().count() < wishes.size()) {
            faults.add(new Binding.Fault("role_attr_flags", "'role_attr_flags' names one twice"));
        }
        if (!params.encrypted()) {
            faults.add(new Binding.Fault(
                    "encrypted", "since PostgreSQL 10 passwords are stored encrypted; leave out 'encrypted'"));
        }
        return faults;
    }

    @Override
    public StateKey<PostgresRole> key(Params params) {
        return PostgresRole.at(params.access(), params.loginDb(), params.name());
    }

    @Override
    public Presence state(Params params) {
        return params.state();
    }

    @Override
    public List<StateKey<?>> probes(Params params) {
        List<StateKey<?>> keys = new ArrayList<>(List.of(key(params)));
        params.passwordKey().ifPresent(keys::add);
        params.expires().ifPresent(time -> keys.add(PostgresTime.at(params.access(), params.loginDb(), time)));
        return keys;
    }

    @Override
    public Plan removed(Params params, PostgresRole now) {
        return run(
                "remove",
                params,
                List.of("DROP ROLE " + Sql.name(params.name())),
                List.of(new Effect.Sets<>(key(params), PostgresRole.ABSENT)));
    }

    @Override
    public Plan present(Params params, PostgresRole now, Knowledge known) {
        return params.expires()
                .map(time -> Plan.on(
                        known.of(PostgresTime.at(params.access(), params.loginDb(), time)),
                        normal -> set(params, now, Optional.of(normal.written()), known)))
                .orElseGet(() -> set(params, now, Optional.empty(), known));
    }

    private Plan set(Params params, PostgresRole now, Optional<String> expires, Knowledge known) {
        PostgresRole next = wanted(params, now, expires);
        boolean asked = !(now.present() && params.noPasswordChanges());
        return params.passwordKey()
                .filter(key -> asked)
                .map(key -> Plan.on(known.of(key), password -> switch (password) {
                    case RIGHT -> set(params, now, next, false);
                    case WRONG -> set(params, now, next, true);
                    case HIDDEN ->
                        new Plan.Rejected("only a superuser can tell whether " + params.name() + " has this password;"
                                + " log in as one, or write no_password_changes: true");
                }))
                .orElseGet(() -> set(params, now, next, false));
    }

    private Plan set(Params params, PostgresRole now, PostgresRole next, boolean password) {
        List<String> options = options(params, now, next);
        List<Effect> effects = new ArrayList<>(List.of(new Effect.Sets<>(key(params), next)));
        if (password) {
            params.passwordKey().ifPresent(key -> effects.add(new Effect.Sets<>(key, PostgresPassword.RIGHT)));
            String text = params.password().map(SecretText::reveal).orElse("");
            options.add("PASSWORD " + (text.isEmpty() ? "NULL" : Sql.text(text)));
        }
        List<String> statements = new ArrayList<>();
        if (!now.present() || !options.isEmpty()) {
            String terse = password ? Sql.TERSE : "";
            statements.add(terse + (now.present() ? "ALTER ROLE " : "CREATE ROLE ") + Sql.name(params.name()) + " "
                    + String.join(" ", options));
        }
        if (!next.comment().equals(now.comment())) {
            statements.add("COMMENT ON ROLE " + Sql.name(params.name()) + " IS "
                    + (next.comment().isEmpty() ? "NULL" : Sql.text(next.comment())));
        }
        return statements.isEmpty()
                ? Plan.UNCHANGED
                : run(now.present() ? "change" : "make", params, statements, effects);
    }

    private static PostgresRole wanted(Params params, PostgresRole now, Optional<String> expires) {
        Set<String> attributes = new TreeSet<>(now.present() ? now.attributes() : Set.of("INHERIT", "LOGIN"));
        for (RoleAttribute.Wish wish : params.wishes()) {
            if (wish.is()) {
                attributes.add(wish.attribute().name());
            } else {
                attributes.remove(wish.attribute().name());
            }
        }
        return new PostgresRole(
                true,
                attributes,
                params.connLimit().map(Integer::longValue).orElse(now.limit()),
                expires.orElse(now.expires()),
                params.comment().orElse(now.comment()));
    }

    private static List<String> options(Params params, PostgresRole now, PostgresRole next) {
        List<String> options = new ArrayList<>();
        for (RoleAttribute attribute : RoleAttribute.values()) {
            boolean is = next.attributes().contains(attribute.name());
            if (is != now.attributes().contains(attribute.name()) || !now.present()) {
                options.add(new RoleAttribute.Wish(attribute, is).word());
            }
        }
        if (next.limit() != now.limit()) {
            options.add("CONNECTION LIMIT " + next.limit());
        }
        if (!next.expires().equals(now.expires())) {
            options.add("VALID UNTIL " + Sql.text(params.expires().orElse("")));
        }
        return options;
    }

    private static Plan run(String verb, Params params, List<String> statements, List<Effect> effects) {
        List<String> all = new ArrayList<>(statements);
        all.set(0, Sql.UNLOGGED + statements.getFirst());
        return params.access().change(verb + " the user " + params.name(), params.loginDb(), all, effects);
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("user", params.name());
    }
}
