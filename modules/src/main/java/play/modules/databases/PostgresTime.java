package play.modules.databases;

import play.host.HostState;
import play.host.StateKey;

/**
 * A time as a server of PostgreSQL writes it.
 *
 * @param written by the server, in its own time zone
 */
record PostgresTime(String written) implements HostState {
    private static final Rows.Kind<PostgresTime> KIND = new Rows.Kind<>(
            "time", PostgresTime.class, "written", new PostgresTime(""), row -> new PostgresTime(row.text("written")));

    @Override
    public boolean present() {
        return true;
    }

    /** @param time as somebody writes it: {@code 2030-01-01} */
    static StateKey<PostgresTime> at(PostgresAccess access, String database, String time) {
        String statement = "SELECT (" + Sql.text(time) + ")::timestamptz::text;\n";
        return new Rows<>(KIND, access, database, statement).key(time);
    }
}
