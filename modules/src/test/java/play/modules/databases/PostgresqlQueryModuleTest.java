package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.host.HostState;
import play.host.Observed;
import play.host.Reach;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.module.Decision;
import play.module.Procedure;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Secret;

/** SQL for PostgreSQL, with answers as psql 15 prints them. */
class PostgresqlQueryModuleTest {
    private static final Secret SECRET = new Secret("hunter2");

    private final PostgresqlQueryModule module = new PostgresqlQueryModule();

    private PostgresqlQueryModule.Params params(Object query, Object... more) {
        Map<String, Object> given = new HashMap<>(Map.of("query", query));
        for (int i = 0; i < more.length; i += 2) {
            given.put(String.valueOf(more[i]), more[i + 1]);
        }
        return Parameters.of(module, given);
    }

    private Answer answer(Object query, String printed) {
        PostgresqlQueryModule.Params params = params(query);
        KnownStates known = new KnownStates();
        module.probes(params).forEach(key -> tell(known, key, new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY)));
        return module.answer(params, known);
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, ScriptResult result) {
        Observed<S> state =
                key.family().parse(List.of(key), result).getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private Procedure<PostgresqlQueryModule.Params> acting(PostgresqlQueryModule.Params params) {
        return module.acting(params).orElseThrow();
    }

    private static ScriptResult printed(String text) {
        return new ScriptResult(0, Bytes.of(text), Bytes.EMPTY);
    }

    private Script script(PostgresqlQueryModule.Params params) {
        Decision decision = acting(params).decide(params, new KnownStates());
        return assertInstanceOf(Decision.Do.class, decision).run().script();
    }

    private boolean reads(String query) {
        return module.acting(params(query)).isEmpty();
    }

    @Test
    void whatOnlyReadsIsAskedInADryRunToo() {
        for (String query : List.of(
                "select * from t where a in (select 1)",
                "-- a comment with insert\nSELECT count(*), max(x) FROM t;",
                "SELECT 'DELETE' AS \"UPDATE\", $$ insert; $$, E'it\\'s; drop'",
                "WITH x AS (SELECT pg_catalog.now()) TABLE x",
                "SHOW server_version",
                "EXPLAIN SELECT 1",
                "/* a /* nested */ delete */ VALUES (1), (2)",
                "(SELECT 1) UNION (SELECT 2)",
                "WITH x (a) AS (SELECT 1) SELECT ARRAY(SELECT a FROM x), g FROM generate_series(1, 2) AS s(g)")) {
            assertTrue(reads(query), query);
        }
    }

    /** A function may do anything, and no transaction takes back all that it does. */
    @Test
    void whatMayChangeSomethingIsNot() {
        for (String query : List.of(
                "SELECT pg_reload_conf()",
                "SELECT \"Count\"(1)",
                "SELECT app.count(1)",
                "SELECT _count(1)",
                "SELECT x\u2003count(1)",
                "SELECT m\u0131n(1)",
                "(SELECT f())",
                "SELECT 1 INTO t",
                "SELECT * FROM t FOR UPDATE",
                "SELECT * FROM t FOR SHARE",
                "WITH x AS (DELETE FROM t RETURNING a) SELECT * FROM x",
                "EXPLAIN ANALYZE SELECT 1",
                "SELECT 1; DROP TABLE t",
                "CALL p()",
                "COPY t TO PROGRAM 'x'")) {
            assertFalse(reads(query), query);
            assertTrue(module.mayAct(Map.of("query", Optional.of(query))), query);
        }
        assertFalse(module.mayAct(Map.of("query", Optional.of("SELECT 1"))));
        assertTrue(module.mayAct(Map.of("query", Optional.empty())));
    }

    /** What is present is believed to stay; an answer need not be the same after a change. */
    @Test
    void anAnswerIsNothingThatStays() {
        assertFalse(new SqlReply(List.of()).present());
    }

    @Test
    void rowsBecomeMappings() {
        Answer.Found found = assertInstanceOf(
                Answer.Found.class,
                answer(
                        "SELECT 1",
                        "{\"a\":1,\"b\":\"=end\",\"c\":{\"d\":[null,1.5]}}\0{\"a\":2,\"b\":null,\"c\":true}\0=end\0"));
        Map<String, Object> second = new HashMap<>(Map.of("a", 2L, "c", true));
        second.put("b", null);
        assertEquals(
                List.of(Map.of("a", 1L, "b", "=end", "c", Map.of("d", Arrays.asList(null, 1.5))), second),
                found.value().get("query_result"));
        assertEquals(2L, found.value().get("rowcount"));
        assertEquals("SELECT 2", found.value().get("statusmessage"));
        Answer.Found none = assertInstanceOf(Answer.Found.class, answer("SELECT 1", "=end\0"));
        assertEquals(List.of(), none.value().get("query_result"));
    }

    @Test
    void columnsThatAreNoJsonAreTexts() {
        Answer.Found found = assertInstanceOf(
                Answer.Found.class, answer("SHOW ALL", "name\u001fsetting\0a\u001f=end\0b\u001f\u0001\0=end\0"));
        Map<String, Object> second = new HashMap<>(Map.of("name", "b"));
        second.put("setting", null);
        assertEquals(
                List.of(Map.of("name", "a", "setting", "=end"), second),
                found.value().get("query_result"));
        assertEquals("SHOW", found.value().get("statusmessage"));
    }

    @Test
    void whatIsAnsweredOtherwiseIsNoResult() {
        for (String odd : List.of("", "=end", "{\"a\":1\0=end\0", "[1]\0=end\0")) {
            assertInstanceOf(Answer.Waiting.class, answer("SELECT 1", odd), odd);
        }
        PostgresqlQueryModule.Params params = params("DROP TABLE t");
        assertTrue(acting(params).failure(params, printed("odd")).isPresent());
        assertEquals(
                "DROP TABLE t", acting(params).result(params, printed("odd")).get("query"));
        assertTrue(acting(params).changed(params, printed("odd")));
    }

    @Test
    void aTransactionThatFailsChangesNothing() {
        ScriptResult failed = new ScriptResult(3, Bytes.of("UPDATE 2\n=end\0"), Bytes.of("psql:<stdin>:9: ERROR:  no"));
        PostgresqlQueryModule.Params together = params(List.of("UPDATE t SET a = 1", "DROP TABLE u"));
        assertFalse(acting(together).changed(together, failed));
        assertEquals(
                "the server of databases does not run the SQL: psql:<stdin>:9: ERROR:  no",
                acting(together).failure(together, failed).orElseThrow());
        PostgresqlQueryModule.Params each = params(List.of("VACUUM", "DROP TABLE u"), "autocommit", true);
        assertTrue(acting(each).changed(each, failed));
    }

    @Test
    void onlyRowsThatAreChangedAreAChange() {
        Map<String, Boolean> told = Map.of(
                "UPDATE 0\n=end\0", false,
                "UPDATE 2\n=end\0", true,
                "INSERT 0 0\n=end\0", false,
                "INSERT 0 1\n=end\0", true,
                "CREATE TABLE\n=end\0", true);
        told.forEach((text, changed) -> {
            PostgresqlQueryModule.Params params = params("UPDATE t SET a = 1");
            assertEquals(changed, acting(params).changed(params, printed(text)), text);
        });
        PostgresqlQueryModule.Params deleting = params("DELETE FROM t RETURNING a");
        assertFalse(acting(deleting).changed(deleting, printed("=end\0")));
        assertTrue(acting(deleting).changed(deleting, printed("{\"a\":1}\0=end\0")));
        assertEquals(
                "DELETE 1",
                acting(deleting).result(deleting, printed("{\"a\":1}\0=end\0")).get("statusmessage"));
        PostgresqlQueryModule.Params with = params("WITH x AS (DELETE FROM t RETURNING a) SELECT a FROM x");
        assertTrue(acting(with).changed(with, printed("{\"a\":1}\0=end\0")));
        for (String query : List.of("CREATE TABLE t AS SELECT 1 AS a", "SELECT 1 AS a INTO t")) {
            PostgresqlQueryModule.Params making = params(query);
            assertTrue(acting(making).changed(making, printed("SELECT 1\n=end\0")), query);
        }
        PostgresqlQueryModule.Params explaining = params("EXPLAIN ANALYZE DELETE FROM t");
        assertTrue(acting(explaining).changed(explaining, printed("QUERY PLAN\0Delete\0=end\0")));
        PostgresqlQueryModule.Params locking = params("WITH x AS (SELECT a FROM t FOR UPDATE) SELECT a FROM x");
        assertFalse(acting(locking).changed(locking, printed("{\"a\":1}\0=end\0")));
        PostgresqlQueryModule.Params asking = params("SELECT f()");
        assertFalse(acting(asking).changed(asking, printed("{\"f\":1}\0=end\0")));
    }

    @Test
    void aDryRunCannotTellWhatAChangeComesTo() {
        PostgresqlQueryModule.Params params = params("UPDATE t SET a = 1");
        assertTrue(acting(params).tellsChange(params));
        Decision.Do change = assertInstanceOf(Decision.Do.class, acting(params).decide(params, new KnownStates()));
        assertEquals("run UPDATE in the database postgres", change.run().title());
        assertTrue(change.run().effects().toString().contains(Reach.PATHLESS.toString()));
        for (String query : List.of("COPY t TO '/tmp/x'", "DO $$ BEGIN COPY t TO PROGRAM 'x'; END $$")) {
            PostgresqlQueryModule.Params copy = params(query);
            Decision.Do writing =
                    assertInstanceOf(Decision.Do.class, acting(copy).decide(copy, new KnownStates()));
            assertTrue(writing.run().effects().toString().contains(Reach.HOST.toString()), query);
        }
    }

    /** Each text has its result, that of its last statement. */
    @Test
    void severalTextsAreOneTransaction() {
        PostgresqlQueryModule.Params params = params(List.of("DELETE FROM t", "SELECT f(); SELECT 1 AS one;"));
        Map<String, ?> result =
                acting(params).result(params, printed("DELETE 3\n=end\0{\"f\":1}\0=end\0{\"one\":1}\0=end\0"));
        assertEquals(List.of(List.of(), List.of(Map.of("one", 1L))), result.get("query_all_results"));
        assertEquals(4L, result.get("rowcount"));
        assertEquals("SELECT f(); SELECT 1 AS one;", result.get("query"));
        String script = script(params).stdin().utf8();
        assertTrue(script.contains("\nBEGIN;\n") && script.endsWith("COMMIT;\n"), script);
        assertFalse(script(params("VACUUM", "autocommit", true)).stdin().utf8().contains("BEGIN"));
        assertTrue(script(params("DROP TABLE t", "search_path", List.of("a b", "\"$user\"", "App\"", "\"App\"")))
                .stdin()
                .utf8()
                .contains("SET search_path TO \"a b\", \"$user\", \"app\"\"\", \"App\";\n"));
    }

    /** The client cuts a statement in its errors, so that nobody finds what is left of a secret there. */
    @Test
    void aSecretIsInNoErrorNoLogAndNoResult() {
        Map<String, Object> named = Map.of("query", "DELETE FROM t WHERE a = %(a)s", "named_args", Map.of("a", SECRET));
        Map<String, Object> placed =
                Map.of("query", "DELETE FROM t WHERE a = %s", "positional_args", List.of(List.of(SECRET)));
        Map<String, Object> written =
                Map.of("query", List.of(new Secret("DELETE FROM t WHERE a = 'hunter2'"), "DELETE FROM u"));
        for (Map<String, Object> given : List.of(named, placed, written)) {
            PostgresqlQueryModule.Params params = Parameters.of(module, new HashMap<>(given));
            Script script = script(params);
            String before = script.stdin().utf8().split("hunter2", 2)[0];
            assertTrue(
                    before.contains("\\set VERBOSITY terse\n") && before.contains("log_min_error_statement"), before);
            assertFalse(script.text().contains("hunter2"));
            String printed = "DELETE 1\n=end\0".repeat(params.query().all().size());
            Map<String, ?> result = acting(params).result(params, printed(printed));
            assertInstanceOf(Secret.class, result.get("query"));
            assertFalse(result.toString().contains("hunter2"), result.toString());
            assertEquals("DELETE 1", result.get("statusmessage"));
            assertFalse(acting(params).result(params, printed("odd")).toString().contains("hunter2"));
        }
        String open = script(params("DROP TABLE t")).stdin().utf8();
        assertFalse(open.contains("VERBOSITY") || open.contains("log_"), open);
    }

    /** Who may read and write is asked of that role. */
    @Test
    void theRoleThatActsIsTakenBeforeAnythingElse() {
        Script change = script(params("DROP TABLE t", "session_role", "ow\"ner"));
        assertTrue(change.stdin().utf8().startsWith("SET ROLE \"ow\"\"ner\";\n"));
        for (StateKey<?> key : module.probes(params("SELECT 1", "session_role", "ow\"ner"))) {
            assertTrue(read(key).stdin().utf8().startsWith("SET ROLE \"ow\"\"ner\";\n"));
        }
    }

    private static <S extends HostState> Script read(StateKey<S> key) {
        return key.family().read(List.of(key));
    }

    /** Only rows that come out at the end can be told as JSON. */
    @Test
    void rowsAreAskedForAsJsonWhereThereAreSome() {
        Map<String, Boolean> json = Map.of(
                "WITH x AS (DELETE FROM t RETURNING a) INSERT INTO u SELECT a FROM x", false,
                "WITH x AS (INSERT INTO t VALUES (1) RETURNING a) SELECT a FROM x", true,
                "WITH x AS (SELECT 1) SELECT * INTO t FROM x", false,
                "WITH x AS (SELECT 1) UPDATE t SET a = 1 RETURNING a", true,
                "(SELECT 1) UNION (VALUES (2))", true,
                "SELECT 1 INTO t", false,
                "INSERT INTO t VALUES (1)", false,
                "SHOW ALL", false);
        json.forEach((query, is) ->
                assertEquals(is, SqlStatement.of(query).getFirst().isJson(), query));
    }

    /** The client runs shells and puts in variables where it is told to. */
    @Test
    void theClientTakesNothingOfItForItself() {
        for (String line : script(params("DROP TABLE t;\n\\! id\nSELECT :'USER', f()"))
                .stdin()
                .utf8()
                .lines()
                .toList()) {
            boolean own = line.startsWith("\\pset ") || line.startsWith("\\set QUIET ");
            assertTrue(own || !line.startsWith("\\"), line);
        }
        String script = script(params("SELECT f(:'USER')")).stdin().utf8();
        assertTrue(
                script.contains("SELECT f(:''USER'')\n) SELECT row_to_json(play_row) FROM play_row' \\gexec"), script);
    }

    @Test
    void valuesAreQuoted() {
        assertEquals(
                "SELECT E'it''s \\\\', 1.5, true, NULL, '{\"a\\\"b\",NULL,{\"1\"}}', '%', 100%"
                        .replace("{\"a\\\"b\"", "{\"a\\\\\"b\"")
                        .replace("'{", "E'{"),
                new SqlArguments(
                                Arrays.asList(
                                        "it's \\", 1.5, true, null, Arrays.asList("a\"b", null, List.of(1L)), "%"),
                                Map.of())
                        .in("SELECT %s, %s, %s, %s, %s, %s, 100%%"));
        assertEquals(
                "SELECT 'x' || 'x' % 2",
                new SqlArguments(List.of(), Map.of("a", "x")).in("SELECT %(a)s || %(a)s %% 2"));
        assertEquals("SELECT 5 % 2", new SqlArguments(List.of(), Map.of()).in("SELECT 5 % 2"));
        assertEquals(
                "SELECT 'NaN'::float8,  -1", new SqlArguments(List.of(Double.NaN, -1L), Map.of()).in("SELECT %s, %s"));
    }

    private void faulty(String expected, Object... given) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < given.length; i += 2) {
            all.put(String.valueOf(given[i]), given[i + 1]);
        }
        String said = Parameters.wrong(module, all);
        assertTrue(said.contains(expected), () -> "'" + said + "' instead of: " + expected);
    }

    @Test
    void whatDoesNotFitIsAFault() {
        faulty("waits for 2 values by %s", "query", "SELECT %s, %s", "positional_args", List.of(1));
        faulty("waits for 'b'", "query", "SELECT %(b)s", "named_args", Map.of("a", 1));
        faulty("write %% for one", "query", "SELECT 5 % 2, %s", "positional_args", List.of(1));
        faulty("a mapping is no value", "query", "SELECT %s", "positional_args", List.of(Map.of("a", 1)));
        faulty("has no statement in it", "query", " ; -- nothing");
        faulty("COPY has no STDIN here", "query", "COPY t (a) FROM stdin");
        faulty("COPY has no STDOUT here", "query", "SELECT 1; COPY (SELECT 1) TO STDOUT");
        assertEquals(1, params("COPY stdin TO '/tmp/stdout'").query().all().size());
    }

    @Test
    void statementsAreFoundWhateverTheyHold() {
        assertEquals(
                List.of("SELECT ';' AS \";\"", "SELECT $a$;$b$;$a$", "SELECT 1 -- ;"),
                SqlStatement.of("SELECT ';' AS \";\"; ;SELECT $a$;$b$;$a$;\nSELECT 1 -- ;").stream()
                        .map(SqlStatement::text)
                        .toList());
        assertEquals(
                1,
                SqlStatement.of("CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; SELECT 2; END")
                        .size());
        for (String open : List.of("'", "\"", "$$", "/*", "E'\\", "$a", "--", "\0")) {
            assertTrue(SqlStatement.of("SELECT " + open).size() == 1, open);
        }
    }
}
