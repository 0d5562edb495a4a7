package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.host.Script;
import play.host.ScriptResult;
import play.module.Decision;
import play.module.Procedure;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Secret;

/** SQL for MySQL, with answers as the client of MariaDB 10.11 prints them. */
class MysqlQueryModuleTest {
    private static final String SPACE = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n";

    private final MysqlQueryModule module = new MysqlQueryModule();

    private MysqlQueryModule.Params params(Object query, Object... more) {
        Map<String, Object> given = new HashMap<>(Map.of("query", query));
        for (int i = 0; i < more.length; i += 2) {
            given.put(String.valueOf(more[i]), more[i + 1]);
        }
        return Parameters.of(module, given);
    }

    private static String set(String... fields) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n\n<resultset statement=\"x\"" + SPACE);
        text.append("  <row>\n");
        for (String field : fields) {
            text.append("\t<field name=").append(field).append('\n');
        }
        return text + "  </row>\n</resultset>\n";
    }

    private static ScriptResult said(String text) {
        return new ScriptResult(0, Bytes.of(text), Bytes.EMPTY);
    }

    private Script script(MysqlQueryModule.Params params) {
        Procedure<MysqlQueryModule.Params> acting = module.acting(params).orElseThrow();
        return assertInstanceOf(Decision.Do.class, acting.decide(params, new KnownStates()))
                .run()
                .script();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "(SELECT `insert into` FROM t WHERE a = 'it\\'s; DELETE') UNION SELECT 2;",
                "SHOW TABLES",
                "/* DELETE */ WITH x AS (SELECT 1) SELECT * FROM x -- UPDATE",
                "SELECT REPLACE(a, 'b', 'c') FROM t # DELETE; x"
            })
    void asksWhatOnlyReads(String sql) {
        assertTrue(module.acting(params(sql)).isEmpty(), sql);
        assertFalse(module.mayAct(Map.of("query", Optional.of(sql))), sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t",
                "SELECT 1; DELETE FROM t",
                "SELECT 1 INTO OUTFILE '/tmp/x'",
                "SELECT * FROM t FOR UPDATE",
                "SELECT /*! 1 INTO @x */",
                "WITH x AS (SELECT 1) DELETE FROM t",
                "EXPLAIN ANALYZE SELECT f()",
                "CALL p()"
            })
    void actsOnTheRest(String sql) {
        assertTrue(module.acting(params(sql)).isPresent(), sql);
    }

    @Test
    void valuesAreQuotedWhateverModeTheServerIsIn() {
        String sql = script(params(
                        "INSERT INTO t VALUES (%s, %s, %s, %s)",
                        "positional_args", Arrays.asList("it's", "\\' OR 1 --", -1, null)))
                .stdin()
                .utf8();
        assertTrue(
                sql.contains(
                        "INSERT INTO t VALUES ('it''s', CONVERT(X'5c27204f522031202d2d' USING utf8mb4),  -1, NULL)"),
                sql);
    }

    @Test
    void rowsHaveTheTypesOfTheirColumns() throws Exception {
        MysqlQueryModule.Params params = params("SELECT n, d, w, e FROM t");
        String printed =
                set("\"n\">7</field>", "\"d\">1.50</field>", "\"w\">007 &lt;&amp;</field>", "\"e\" xsi:nil=\"true\" />")
                        + set("\"play_end\">-1</field>")
                        + "\0Field   1:  `n`\nType:       LONG\nField   2:  `d`\nType:       NEWDECIMAL\n"
                        + "Field   3:  `w`\nType:       VAR_STRING\nField   4:  `e`\nType:       BLOB\n"
                        + "Field   1:  `play_end`\nType:       LONG\n";
        MysqlRun run = new MysqlRun(List.of(MysqlText.of("SELECT n, d, w, e FROM t")), false, false);
        Map<String, Object> wanted = new HashMap<>(Map.of("n", 7L, "d", 1.5, "w", "007 <&"));
        wanted.put("e", null);
        assertEquals(List.of(new MysqlRun.Said(List.of(wanted), 1)), run.said(said(printed)));
        assertTrue(module.acting(params).isEmpty());
    }

    @Test
    void countsTellWhetherAnythingChanged() {
        MysqlQueryModule.Params params = params(List.of("UPDATE t SET a = 1", "DELETE FROM t"));
        Procedure<MysqlQueryModule.Params> acting = module.acting(params).orElseThrow();
        String none = set("\"play_end\">0</field>");
        String some = set("\"play_end\">3</field>");
        assertFalse(acting.changed(params, said(none + none + "\0")));
        assertTrue(acting.changed(params, said(none + some + "\0")));
        assertEquals(
                List.of(0L, 3L), acting.result(params, said(none + some + "\0")).get("rowcount"));
        assertTrue(acting.failure(params, said(none + "\0")).isPresent());
    }

    @Test
    void secretsAreNoArgumentsAndInNoMessage() {
        MysqlQueryModule.Params params =
                params("INSERT INTO t VALUES (%s)", "positional_args", List.of(new Secret("hunter2")));
        Script script = script(params);
        assertFalse(script.text().contains("hunter2"));
        assertTrue(script.text().contains("sql_log_off"));
        Procedure<MysqlQueryModule.Params> acting = module.acting(params).orElseThrow();
        ScriptResult failed = new ScriptResult(
                1, Bytes.EMPTY, Bytes.of("ERROR 1064 (42000) at line 2: You have an error near 'hunt' at line 1"));
        assertFalse(acting.failure(params, failed).orElseThrow().contains("hunt"));
        assertEquals(
                "Secret",
                ((List<?>) Objects.requireNonNull(
                                acting.result(params, said("")).get("executed_queries")))
                        .getFirst()
                        .getClass()
                        .getSimpleName());
    }

    @Test
    void ordersToTheClientAreRefused() {
        for (String sql : List.of("source /tmp/x", "SELECT 1 \\! id", "delimiter x", "SELECT '//play-end//'")) {
            assertEquals(1, module.check(params(sql)).size(), sql);
        }
        assertEquals(0, module.check(params("SELECT '\\\\! id' -- \\!")).size());
    }
}
