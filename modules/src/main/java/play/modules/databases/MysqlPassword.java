package play.modules.databases;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.param.SecretText;

/** Whether a user of MySQL shows who it is by what a task gives. */
enum MysqlPassword implements HostState {
    RIGHT,
    WRONG;

    @Override
    public boolean present() {
        return this == RIGHT;
    }

    static StateKey<MysqlPassword> at(MysqlAccess access, String name, String host, Wanted wanted) {
        return new Family(new Account(access, name, host), wanted, true).key(name + "@" + host);
    }

    /** The same, where it can't be read once it has changed: who asks is the user whose password that changes. */
    static StateKey<MysqlPassword> unread(MysqlAccess access, String name, String host, Wanted wanted) {
        return new Family(new Account(access, name, host), wanted, false).key(name + "@" + host);
    }

    /** Whose it is. */
    record Account(MysqlAccess access, String user, String host) {}

    /**
     * How it is to show it.
     *
     * @param plugin of the server that checks it
     * @param stored what the plugin has to go by
     */
    record Wanted(String plugin, Optional<SecretText> stored) {}

    /** Reads it. */
    record Family(Account account, Wanted wanted, boolean rereadable) implements ServerFamily<MysqlPassword> {
        private static final Shape ROW = Shape.of("\t", "plugin\tstored");

        @Override
        public String name() {
            return "MySQL password";
        }

        @Override
        public Class<MysqlPassword> type() {
            return MysqlPassword.class;
        }

        @Override
        public Script read(List<StateKey<MysqlPassword>> keys) {
            return account.access()
                    .sql("SELECT plugin, authentication_string FROM mysql.user WHERE BINARY user = "
                            + MysqlAccess.text(account.user()) + " AND host = " + MysqlAccess.text(account.host())
                            + ";\n");
        }

        @Override
        public Told<MysqlPassword> told(List<StateKey<MysqlPassword>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess(
                    "the server of databases at " + account.access().server() + " cannot be asked");
            List<Fields> rows = ROW.all(result.lines());
            MysqlPassword found = rows.size() == 1 && isRight(rows.getFirst()) ? RIGHT : WRONG;
            return (index, id) -> found;
        }

        private boolean isRight(Fields row) {
            return row.text("plugin").equals(wanted.plugin())
                    && wanted.stored().stream()
                            .allMatch(text -> text.reveal().equals(MysqlAccess.unescaped(row.text("stored"))));
        }

        /** Two ask for the same thing if they ask the same server the same, whoever logs in. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Family that
                    && account.access().server().equals(that.account().access().server())
                    && account.user().equals(that.account().user())
                    && account.host().equals(that.account().host())
                    && wanted.equals(that.wanted());
        }

        @Override
        public int hashCode() {
            return Objects.hash(account.access().server(), account.user(), account.host(), wanted);
        }
    }
}
