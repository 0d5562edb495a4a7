package play.modules.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import play.value.Foreseen;

/** Extensions of a database of PostgreSQL. */
public final class PostgresqlExtModule implements ServerThing<PostgresqlExtModule.Params, PostgresExtension> {
    private static final String LATEST = "latest";

    public record Params(
            @Doc("Name of the extension, such as pg_trgm.")
            @Alias("ext")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String name,

            @Doc("The database.")
            @Alias("login_db")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            String db,

            @Doc("Whether the database has it.") @Default("present")
            Presence state,

            @Doc("Schema that it is in.") @Matches(value = PostgresqlDbModule.NAME, expected = "a name of one line")
            Optional<String> schema,

            @Doc("Its version; latest for the newest that the server offers. Without, it stays as it is.")
            @Matches(value = PostgresqlDbModule.NAME, expected = "a version")
            Optional<String> version,

            @Doc("Whether what it needs is made with it, and what needs it removed with it.") @Default("false")
            boolean cascade,

            @Inline PostgresAccess access) {}

    private static final ModuleSpec<Params> SPEC = ModuleSpec.of(
                    "postgresql_ext",
                    "Adds or removes extensions of a database of PostgreSQL. The host needs psql.",
                    Params.class,
                    PostgresExamples.extensions())
            .alias("community.postgresql.postgresql_ext");

    @Override
    public ModuleSpec<Params> spec() {
        return SPEC;
    }

    @Override
    public StateKey<PostgresExtension> key(Params params) {
        return PostgresExtension.at(params.access(), params.db(), params.name());
    }

    @Override
    public Presence state(Params params) {
        return params.state();
    }

    @Override
    public Plan removed(Params params, PostgresExtension now) {
        return run(
                "remove",
                params,
                List.of("DROP EXTENSION " + Sql.name(params.name()) + cascade(params)),
                now.removed());
    }

    @Override
    public Plan present(Params params, PostgresExtension now, Knowledge known) {
        if (now.newest().isEmpty()) {
            return new Plan.Rejected(
                    "the server has no extension " + params.name() + "; install the package that brings it");
        }
        return now.present() ? change(params, now) : create(params, now);
    }

    private static String cascade(Params params) {
        return params.cascade() ? " CASCADE" : "";
    }

    private Plan create(Params params, PostgresExtension now) {
        Optional<String> version = params.version().filter(text -> !text.equals(LATEST));
        return run(
                "add",
                params,
                List.of("CREATE EXTENSION " + Sql.name(params.name())
                        + Sql.named("SCHEMA", params.schema())
                        + Sql.named("VERSION", version)
                        + cascade(params)),
                new PostgresExtension(
                        new Foreseen.Exactly<>(version.orElse(now.newest())),
                        params.schema()
                                .<Foreseen<String>>map(Foreseen.Exactly::new)
                                .orElseGet(() -> new Foreseen.Later<>("the server says where it goes")),
                        now.newest()));
    }

    private Plan change(Params params, PostgresExtension now) {
        List<String> statements = new ArrayList<>();
        Foreseen<String> version = now.version();
        Foreseen<String> schema = now.schema();
        String alter = "ALTER EXTENSION " + Sql.name(params.name());
        Optional<String> wanted = params.version().map(text -> text.equals(LATEST) ? now.newest() : text);
        if (wanted.filter(text -> !now.version().is(text)).isPresent()) {
            version = new Foreseen.Exactly<>(wanted.get());
            statements.add(alter + " UPDATE TO " + Sql.name(wanted.get()));
        }
        if (params.schema().filter(text -> !now.schema().is(text)).isPresent()) {
            schema = new Foreseen.Exactly<>(params.schema().get());
            statements.add(alter + " SET SCHEMA " + Sql.name(params.schema().get()));
        }
        return statements.isEmpty()
                ? Plan.UNCHANGED
                : run("change", params, statements, new PostgresExtension(version, schema, now.newest()));
    }

    private Plan run(String verb, Params params, List<String> statements, PostgresExtension after) {
        return params.access()
                .change(
                        verb + " the extension " + params.name() + " of " + params.db(),
                        params.db(),
                        statements,
                        List.of(new Effect.Sets<>(key(params), after)));
    }
}
