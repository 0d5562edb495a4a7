package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Effect;
import play.host.Knowledge;
import play.host.StateKey;
import play.module.ModuleSpec;
import play.module.Plan;
import play.param.Alias;
import play.param.Default;
import play.param.Doc;
import play.param.Inline;
import play.param.Matches;
import play.param.Presence;

/** Schemas of a database of PostgreSQL. */
public final class PostgresqlSchemaModule implements ServerThing<PostgresqlSchemaModule.Params, PostgresSchema> {
    public record Params(
            @Doc("Name of the schema.")
            @Alias("schema")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String name,

            @Doc("The database.")
            @Alias({"db", "database"})
            @Default("postgres")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String loginDb,

            @Doc("Whether the database has it.") @Default("present")
            Presence state,

            @Doc("Role that owns it; without, a new one belongs to who makes it.")
            @Matches(value = PostgresAccess.LINE_OR_NOTHING, expected = "a name of one line")
            Optional<String> owner,

            @Doc("A comment on it; an empty one removes what is there.")
            Optional<String> comment,

            @Doc("Whether what is in it is removed with it; without, only an empty one is.") @Default("false")
            boolean cascadeDrop,

            @Inline PostgresAccess access) {
        private Optional<String> wantedOwner() {
            return owner.filter(name -> !name.isEmpty());
        }
    }

    record Result(@Doc("The schema.") String schema) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_schema",
                    "Makes or removes schemas of a database of PostgreSQL. The host needs psql.",
                    Params.class,
                    PostgresExamples.schemas())
            .alias("community.postgresql.postgresql_schema")
            .returns(Result.class);

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public StateKey<PostgresSchema> key(Params params) {
        return PostgresSchema.at(params.access(), params.loginDb(), params.name());
    }

    @Override
    public Presence state(Params params) {
        return params.state();
    }

    @Override
    public Plan removed(Params params, PostgresSchema now) {
        return run(
                "remove",
                params,
                List.of("DROP SCHEMA " + Sql.name(params.name()) + (params.cascadeDrop() ? " CASCADE" : "")),
                PostgresSchema.ABSENT);
    }

    @Override
    public Plan present(Params params, PostgresSchema now, Knowledge known) {
        String owner = params.wantedOwner()
                .orElse(now.present() ? now.owner() : params.access().role());
        PostgresSchema next = new PostgresSchema(owner, params.comment().orElse(now.comment()));
        List<String> statements = new ArrayList<>();
        String name = Sql.name(params.name());
        if (!now.present()) {
            statements.add("CREATE SCHEMA " + name + Sql.named("AUTHORIZATION", params.wantedOwner()));
        } else if (!owner.equals(now.owner())) {
            statements.add("ALTER SCHEMA " + name + " OWNER TO " + Sql.name(owner));
        }
        if (!next.comment().equals(now.comment())) {
            statements.add("COMMENT ON SCHEMA " + name + " IS "
                    + (next.comment().isEmpty() ? "NULL" : Sql.text(next.comment())));
        }
        return statements.isEmpty() ? Plan.UNCHANGED : run(now.present() ? "change" : "make", params, statements, next);
    }

    private Plan run(String verb, Params params, List<String> statements, PostgresSchema after) {
        return params.access()
                .change(
                        verb + " the schema " + params.name() + " of " + params.loginDb(),
                        params.loginDb(),
                        statements,
                        List.of(new Effect.Sets<>(key(params), after)));
    }

    @Override
    public Map<String, @Nullable Object> result(Params params, Knowledge after) {
        return Map.of("schema", params.name());
    }
}
