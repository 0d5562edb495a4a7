package play.modules.databases;

import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * An extension of a database of PostgreSQL.
 *
 * @param version empty where the database has it not
 * @param newest the version that the server offers; empty where it has no such extension
 */
record PostgresExtension(Foreseen<String> version, Foreseen<String> schema, String newest) implements HostState {
    private static final Foreseen<String> NOTHING = new Foreseen.Exactly<>("");

    private static final Rows.Kind<PostgresExtension> KIND = new Rows.Kind<>(
            "extension",
            PostgresExtension.class,
            "version schema newest",
            new PostgresExtension(NOTHING, NOTHING, ""),
            row -> new PostgresExtension(
                    new Foreseen.Exactly<>(row.text("version")),
                    new Foreseen.Exactly<>(row.text("schema")),
                    row.text("newest")));

    @Override
    public boolean present() {
        return !version.is("");
    }

    PostgresExtension removed() {
        return new PostgresExtension(NOTHING, NOTHING, newest);
    }

    static StateKey<PostgresExtension> at(PostgresAccess access, String database, String name) {
        String statement = """
            SELECT coalesce(e.extversion, ''), coalesce(n.nspname, ''), coalesce(a.default_version, '')
            FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name
              LEFT JOIN pg_namespace n ON n.oid = e.extnamespace WHERE a.name = %s;
            """.formatted(Sql.text(name));
        return new Rows<>(KIND, access, database, statement).key(name + " of " + database);
    }
}
