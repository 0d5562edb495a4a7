package play.modules.databases;

import play.host.HostState;
import play.host.StateKey;
import play.value.Bytes;

/** Whether a role of PostgreSQL has the password that a task gives. */
enum PostgresPassword implements HostState {
    RIGHT,
    WRONG,
    /** The server tells only superusers. */
    HIDDEN;

    @Override
    public boolean present() {
        return this == RIGHT;
    }

    /** What the server stores of it says whether it is right; two passwords of a role are two keys. */
    static StateKey<PostgresPassword> at(PostgresAccess access, String database, String role, String wanted) {
        Rows.Kind<PostgresPassword> kind = new Rows.Kind<>(
                "password",
                PostgresPassword.class,
                "stored readable",
                WRONG,
                row -> row.text("readable").equals("t")
                        ? StoredPassword.isOf(row.text("stored"), role, wanted) ? RIGHT : WRONG
                        : HIDDEN);
        String statement = """
            SELECT has_table_privilege('pg_catalog.pg_authid', 'SELECT') AS may \\gset
            \\if :may
            SELECT coalesce(rolpassword, ''), true FROM pg_authid WHERE rolname = %1$s;
            \\else
            SELECT '', false FROM pg_roles WHERE rolname = %1$s;
            \\endif
            """.formatted(Sql.text(role));
        return new Rows<>(kind, access, database, statement, Bytes.of(wanted).sha256()).key(role);
    }
}
