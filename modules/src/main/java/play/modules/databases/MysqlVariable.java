package play.modules.databases;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;

/** The value of a variable of MySQL or MariaDB; nothing where the server has no such variable. */
record MysqlVariable(Optional<String> value) implements HostState {
    @Override
    public boolean present() {
        return value.isPresent();
    }

    /** Whether a value means the same as this one. */
    boolean is(String wanted) {
        return value.filter(text -> plain(text).equals(plain(wanted))).isPresent();
    }

    private static String plain(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "on", "true", "yes" -> "1";
            case "off", "false", "no" -> "0";
            default -> word.matches("-?[0-9]+\\.[0-9]*0") ? word.replaceFirst("\\.?0+$", "") : word;
        };
    }

    /** @param persisted whether what is kept for the next start is meant, rather than what the server goes by */
    static StateKey<MysqlVariable> at(MysqlAccess access, boolean persisted, String name) {
        return new Family(access, persisted).key(name.toLowerCase(Locale.ROOT));
    }

    /** Reads them. A key's id is a name in lower case. */
    record Family(MysqlAccess access, boolean persisted) implements ServerFamily<MysqlVariable> {
        private static final Shape ROW = Shape.of("\t", "name\tvalue");

        @Override
        public String name() {
            return persisted ? "persisted MySQL variable" : "MySQL variable";
        }

        @Override
        public Class<MysqlVariable> type() {
            return MysqlVariable.class;
        }

        @Override
        public Script read(List<StateKey<MysqlVariable>> keys) {
            String names = keys.stream().map(key -> MysqlAccess.text(key.id())).collect(Collectors.joining(", "));
            return access.sql(
                    persisted
                            ? "SELECT variable_name, variable_value FROM performance_schema.persisted_variables WHERE"
                                    + " variable_name IN (" + names + ");\n"
                            : "SHOW GLOBAL VARIABLES WHERE variable_name IN (" + names + ");\n");
        }

        @Override
        public Told<MysqlVariable> told(List<StateKey<MysqlVariable>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " cannot be asked");
            List<Fields> rows = ROW.all(result.lines());
            return (index, name) -> new MysqlVariable(rows.stream()
                    .filter(row -> row.text("name").toLowerCase(Locale.ROOT).equals(name))
                    .map(row -> MysqlAccess.unescaped(row.text("value")))
                    .findFirst());
        }
    }
}
