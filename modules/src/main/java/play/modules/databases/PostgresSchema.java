package play.modules.databases;

import play.host.HostState;
import play.host.StateKey;

/**
 * A schema of a database of PostgreSQL.
 *
 * @param owner empty where there is no such schema
 * @param comment empty where there is none
 */
record PostgresSchema(String owner, String comment) implements HostState {
    static final PostgresSchema ABSENT = new PostgresSchema("", "");

    private static final Rows.Kind<PostgresSchema> KIND = new Rows.Kind<>(
            "schema",
            PostgresSchema.class,
            "owner comment",
            ABSENT,
            row -> new PostgresSchema(row.text("owner"), row.text("comment")));

    @Override
    public boolean present() {
        return !owner.isEmpty();
    }

    static StateKey<PostgresSchema> at(PostgresAccess access, String database, String name) {
        String statement = """
            SELECT pg_get_userbyid(nspowner), coalesce(obj_description(oid, 'pg_namespace'), '')
            FROM pg_namespace WHERE nspname = %s;
            """.formatted(Sql.text(name));
        return new Rows<>(KIND, access, database, statement).key(name + " of " + database);
    }
}
