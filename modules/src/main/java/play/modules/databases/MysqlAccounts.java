package play.modules.databases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/**
 * A user of MySQL.
 *
 * @param hosts that it may come from, with what it is there
 */
record MysqlAccounts(SortedMap<String, MysqlAccount> hosts) implements HostState {
    static final MysqlAccounts NONE = new MysqlAccounts(new TreeMap<>());

    MysqlAccounts {
        hosts = Collections.unmodifiableSortedMap(new TreeMap<>(hosts));
    }

    static StateKey<MysqlAccounts> at(MysqlAccess access, String name) {
        return new Family(access, true).key(name);
    }

    /** The same, where it can't be read once it has changed: who asks is the user whose password that changes. */
    static StateKey<MysqlAccounts> unread(MysqlAccess access, String name) {
        return new Family(access, false).key(name);
    }

    @Override
    public boolean present() {
        return !hosts.isEmpty();
    }

    /** Reads them. A key's id is a name. */
    record Family(MysqlAccess access, boolean rereadable) implements ServerFamily<MysqlAccounts> {
        private static final String MARK = "=account\t";

        private static final List<String> COLUMNS = List.of(
                "user",
                "host",
                "ssl_type",
                "ssl_cipher",
                "x509_issuer",
                "x509_subject",
                "max_questions",
                "max_updates",
                "max_connections",
                "max_user_connections");

        private static final Shape ROW = new Shape("\t", COLUMNS);

        @Override
        public String name() {
            return "MySQL user";
        }

        @Override
        public Class<MysqlAccounts> type() {
            return MysqlAccounts.class;
        }

        /** What there are accounts of has to be known before their privileges can be asked for. */
        @Override
        public Script read(List<StateKey<MysqlAccounts>> keys) {
            String names = keys.stream().map(key -> MysqlAccess.text(key.id())).collect(Collectors.joining(", "));
            return access.twice("""
                    SET SESSION sql_mode = '';
                    SELECT 'SET SESSION sql_mode = '''';';
                    SELECT CONCAT('SELECT ''=account'', %s FROM mysql.user WHERE BINARY user = ', QUOTE(user),
                      ' AND host = ', QUOTE(host), '; SHOW CREATE USER ', QUOTE(user), '@', QUOTE(host),
                      '; SHOW GRANTS FOR ', QUOTE(user), '@', QUOTE(host), ';')
                    FROM mysql.user WHERE BINARY user IN (%s) /*M! AND is_role = 'N' */ ORDER BY user, host;
                    """.formatted(String.join(", ", COLUMNS), names));
        }

        @Override
        public Told<MysqlAccounts> told(List<StateKey<MysqlAccounts>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " cannot be asked");
            Map<String, SortedMap<String, MysqlAccount>> users = new LinkedHashMap<>();
            List<String> lines = result.lines();
            int at = 0;
            while (at < lines.size()) {
                if (!lines.get(at).startsWith(MARK)) {
                    throw UnknownStateException.expected("a user", lines.get(at));
                }
                Fields row = ROW.read(lines.get(at++).substring(MARK.length()));
                List<String> statements = new ArrayList<>();
                while (at < lines.size() && !lines.get(at).startsWith(MARK)) {
                    statements.add(MysqlAccess.unescaped(lines.get(at++)));
                }
                users.computeIfAbsent(row.text("user"), name -> new TreeMap<>())
                        .put(row.text("host"), MysqlAccount.of(row, statements));
            }
            return (index, name) -> new MysqlAccounts(users.getOrDefault(name, new TreeMap<>()));
        }

        /** Two ask for the same thing if they ask the same server, whoever logs in. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Family that
                    && access.server().equals(that.access().server());
        }

        @Override
        public int hashCode() {
            return access.server().hashCode();
        }
    }
}
