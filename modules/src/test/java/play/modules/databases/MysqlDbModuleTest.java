package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.param.Binding;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

class MysqlDbModuleTest {
    private static final String ROWS = "latin1\tlatin1_swedish_ci\tapp\nutf8mb3\tutf8mb3_general_ci\told\n";

    private final MysqlDbModule module = new MysqlDbModule();

    @SuppressWarnings("unchecked") // all that it asks for are databases
    private Plan plan(Map<String, Object> given) {
        MysqlDbModule.Params params = Parameters.of(module, new HashMap<>(given));
        List<StateKey<MysqlDatabase>> keys = (List<StateKey<MysqlDatabase>>) (List<?>) module.probes(params);
        KnownStates known = new KnownStates();
        keys.getFirst()
                .family()
                .parse(keys, new ScriptResult(0, Bytes.of(ROWS), Bytes.EMPTY))
                .forEach((StateKey<MysqlDatabase> key, Observed<MysqlDatabase> state) -> known.with(key, state));
        return module.plan(params, known);
    }

    private static Script script(Plan plan) {
        return assertInstanceOf(
                        Action.Run.class,
                        assertInstanceOf(Plan.Change.class, plan).actions().getFirst())
                .script();
    }

    private String sql(Map<String, Object> given) {
        return script(plan(given)).stdin().utf8();
    }

    @Test
    void onlyWhatDiffersIsChanged() {
        assertEquals(
                "CREATE DATABASE `a``b` CHARACTER SET utf8mb4;\nALTER DATABASE `app` CHARACTER SET utf8mb4;\n",
                sql(Map.of("name", List.of("a`b", "app", "app"), "encoding", "utf8mb4")));
        assertEquals(Plan.UNCHANGED, plan(Map.of("db", "app", "encoding", "latin1")));
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "old", "encoding", "utf8", "collation", "utf8_general_ci")));
        assertEquals("DROP DATABASE `app`;\n", sql(Map.of("name", List.of("app", "none"), "state", "absent")));
        assertEquals(Plan.UNCHANGED, plan(Map.of("name", "none", "state", "absent")));
    }

    /** One of several that cannot be told is enough. */
    @Test
    void whatIsUnknownOfOneIsUnknownOfAll() {
        MysqlDbModule.Params params = Parameters.of(module, Map.of("name", List.of("app", "lost", "web")));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            tell(known, key);
        }
        assertEquals(new Plan.Undetermined("no answer of lost"), module.plan(params, known));
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key) {
        Observed<S> there = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(ROWS), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, key.id().equals("lost") ? new Observed.Unknown<>("no answer of lost") : there);
    }

    @Test
    void aPasswordIsNoArgument() {
        Script script = script(plan(Map.of("name", "x", "login_user", "me", "login_password", "s3cret")));
        List<String> lines = script.text().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("set -- ") && line.contains("--user=me")));
        assertEquals(
                List.of("export MYSQL_PWD=s3cret"),
                lines.stream().filter(line -> line.contains("s3cret")).toList());
    }

    @Test
    void whatNoDatabaseCanBeCalledIsAFault() {
        for (String name : List.of("", "a\nb", "a\\b", "a ", "x".repeat(65))) {
            assertEquals(
                    1,
                    module.check(Parameters.of(module, Map.of("name", List.of(name))))
                            .size(),
                    name);
        }
    }

    @Test
    void dumpsWhatIsThereAndImportsIntoWhatIsMadeFirst() {
        Plan dump = plan(Map.of(
                "name",
                "app",
                "state",
                "dump",
                "target",
                "/srv/it's.sql.gz",
                "single_transaction",
                true,
                "ignore_tables",
                "app.log",
                "login_password",
                "s3cret"));
        String text = script(dump).text();
        assertTrue(
                text.contains("\"$dumper\" \"$@\" --default-character-set=utf8mb4 --single-transaction --quick"
                        + " --ignore-table=app.log --databases app 3>&-"),
                text);
        assertTrue(text.contains("| gzip >\"$t\""), text);
        assertTrue(text.contains("target='/srv/it'\\''s.sql.gz'"), text);
        assertEquals(1, text.lines().filter(line -> line.contains("s3cret")).count());
        assertEquals(
                new Plan.Rejected("there is no database none"),
                plan(Map.of("name", List.of("app", "none"), "state", "dump", "target", "/srv/a.sql")));
    }

    @Test
    void whatIsCopiedNeedsATargetAndOneDatabase() {
        assertTrue(
                Parameters.wrong(module, Map.of("name", "app", "state", "dump")).contains("target"));
        MysqlDbModule.Params params = Parameters.of(
                module,
                Map.of(
                        "name",
                        List.of("a", "b"),
                        "state",
                        "import",
                        "target",
                        "/srv/a.sql",
                        "dump_extra_args",
                        "--where='a"));
        assertEquals(
                List.of("name", "dump_extra_args"),
                module.check(params).stream().map(Binding.Fault::parameter).toList());
    }
}
