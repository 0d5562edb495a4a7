package play.modules.databases;

import java.util.List;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** What a server said of texts that only read. */
record MysqlReply(List<MysqlRun.Said> said) implements HostState {
    /** @param database none where it is empty */
    static StateKey<MysqlReply> to(MysqlRun run, MysqlAccess access, String database) {
        return new Family(run, access, database).key(database);
    }

    /** Nothing is there that could be believed to stay as it is: after a change the answer may be another. */
    @Override
    public boolean present() {
        return false;
    }

    /** Asks for it. A key's id is a database. */
    record Family(MysqlRun run, MysqlAccess access, String database) implements ServerFamily<MysqlReply> {
        @Override
        public String name() {
            return "what SQL finds in the database of MySQL";
        }

        @Override
        public Class<MysqlReply> type() {
            return MysqlReply.class;
        }

        @Override
        public Script read(List<StateKey<MysqlReply>> keys) {
            return run.script(access, database);
        }

        @Override
        public Told<MysqlReply> told(List<StateKey<MysqlReply>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " does not run the SQL");
            MysqlReply reply = new MysqlReply(run.said(result));
            return (index, id) -> reply;
        }
    }
}
