package play.modules.databases;

import java.util.List;
import java.util.stream.Collectors;
import play.host.Fields;
import play.host.HostState;
import play.host.Script;
import play.host.ScriptResult;
import play.host.Shape;
import play.host.StateKey;
import play.host.Told;
import play.host.UnknownStateException;
import play.value.Foreseen;

/**
 * A database of MySQL or MariaDB.
 *
 * @param encoding that its tables get, where they don't say another
 * @param collation likewise
 */
record MysqlDatabase(boolean present, Foreseen<String> encoding, Foreseen<String> collation) implements HostState {
    private static final Foreseen<String> NOTHING = new Foreseen.Exactly<>("");

    static final MysqlDatabase ABSENT = new MysqlDatabase(false, NOTHING, NOTHING);

    static StateKey<MysqlDatabase> at(MysqlAccess access, String name) {
        return new Family(access).key(name);
    }

    /** Reads them. A key's id is a name. */
    record Family(MysqlAccess access) implements ServerFamily<MysqlDatabase> {
        private static final Shape ROW = Shape.of("\t", "encoding\tcollation\tname");

        @Override
        public String name() {
            return "MySQL database";
        }

        @Override
        public Class<MysqlDatabase> type() {
            return MysqlDatabase.class;
        }

        @Override
        public boolean secret() {
            return access.loginPassword().isPresent();
        }

        @Override
        public Script read(List<StateKey<MysqlDatabase>> keys) {
            return access.sql("SELECT default_character_set_name, default_collation_name, schema_name"
                    + " FROM information_schema.schemata WHERE BINARY schema_name IN ("
                    + keys.stream().map(key -> MysqlAccess.text(key.id())).collect(Collectors.joining(", ")) + ");\n");
        }

        @Override
        public Told<MysqlDatabase> told(List<StateKey<MysqlDatabase>> keys, ScriptResult result)
                throws UnknownStateException {
            result.expectSuccess("the server of databases at " + access.server() + " cannot be asked");
            List<Fields> rows = ROW.all(result.lines());
            return (index, name) -> rows.stream()
                    .filter(row -> row.text("name").equals(name))
                    .findFirst()
                    .map(row -> new MysqlDatabase(
                            true,
                            new Foreseen.Exactly<>(row.text("encoding")),
                            new Foreseen.Exactly<>(row.text("collation"))))
                    .orElse(ABSENT);
        }
    }
}
