package play.modules.databases;

import play.host.HostState;
import play.host.StateKey;
import play.value.Foreseen;

/**
 * A database of PostgreSQL.
 *
 * @param limit of connections; -1 for none
 * @param comment empty where there is none
 */
record PostgresDatabase(
        boolean present,
        Foreseen<String> owner,
        Foreseen<String> encoding,
        Foreseen<String> collate,
        Foreseen<String> ctype,
        Foreseen<String> tablespace,
        long limit,
        String comment)
        implements HostState {
    private static final Foreseen<String> NOTHING = new Foreseen.Exactly<>("");

    static final PostgresDatabase ABSENT =
            new PostgresDatabase(false, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, -1, "");

    private static final Rows.Kind<PostgresDatabase> KIND = new Rows.Kind<>(
            "database",
            PostgresDatabase.class,
            "owner encoding collate ctype tablespace limit comment",
            ABSENT,
            row -> new PostgresDatabase(
                    true,
                    new Foreseen.Exactly<>(row.text("owner")),
                    new Foreseen.Exactly<>(row.text("encoding")),
                    new Foreseen.Exactly<>(row.text("collate")),
                    new Foreseen.Exactly<>(row.text("ctype")),
                    new Foreseen.Exactly<>(row.text("tablespace")),
                    row.number("limit"),
                    row.text("comment")));

    static StateKey<PostgresDatabase> at(PostgresAccess access, String maintenance, String name) {
        String statement = """
            SELECT pg_get_userbyid(d.datdba), pg_encoding_to_char(d.encoding), coalesce(d.datcollate, ''),
              coalesce(d.datctype, ''), t.spcname, d.datconnlimit,
              coalesce(shobj_description(d.oid, 'pg_database'), '')
            FROM pg_database d JOIN pg_tablespace t ON t.oid = d.dattablespace WHERE d.datname = %s;
            """.formatted(Sql.text(name));
        return new Rows<>(KIND, access, maintenance, statement).key(name);
    }
}
