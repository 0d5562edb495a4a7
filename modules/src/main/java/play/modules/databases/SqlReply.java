package play.modules.databases;

import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a server said of statements that only read. */
record SqlReply(List<SqlRun.Said> said) implements HostState {
    static StateKey<SqlReply> to(SqlRun run, PostgresAccess access, String database) {
        return new Family(run, access, database).key(database);
    }

    /** Nothing is there that could be believed to stay as it is: after a change the answer may be another. */
    @Override
    public boolean present() {
        return false;
    }

    /** Asks for it. A key's id is a database. */
    record Family(SqlRun run, PostgresAccess access, String database) implements ServerFamily<SqlReply> {
        @Override
        public String name() {
            return "what SQL finds in the database";
        }

        @Override
        public Class<SqlReply> type() {
            return SqlReply.class;
        }

        @Override
        public Script read(List<StateKey<SqlReply>> keys) {
            return run.script(access, database);
        }

        @Override
        public Told<SqlReply> told(List<StateKey<SqlReply>> keys, ScriptResult result) throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " does not run the SQL");
            SqlReply reply = new SqlReply(run.said(result));
            return (index, id) -> reply;
        }
    }
}
