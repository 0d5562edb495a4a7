package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.HostState;
import play.host.NulByteException;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.Resource;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** Modules of PostgreSQL, with rows as psql prints them. */
class PostgresqlModulesTest {
    private static final String DATABASE = "app\0UTF8\0C.UTF-8\0C.UTF-8\0pg_default\0-1\0\0";

    private static final String UNLOGGED_TO_HERE = "SET ROLE :\"role\";\n";

    private static final String ROLE = "f\0f\0t\0t\0t\0f\0f\0-1\0\0\0";

    private static <P extends Record> Plan plan(Resource<P> module, String printed, Map<String, Object> given) {
        return plan(module, printed, "", given);
    }

    private static <P extends Record> Plan plan(
            Resource<P> module, String printed, String password, Map<String, Object> given) {
        P params = Parameters.of(module, new HashMap<>(given));
        KnownStates known = new KnownStates();
        for (StateKey<?> key : module.probes(params)) {
            switch (key.family().name()) {
                case "password" -> tell(known, key, password);
                case "time" -> tell(known, key, "2040-01-02 00:00:00+00\0");
                default -> tell(known, key, printed);
            }
        }
        return module.plan(params, known);
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private static Script script(Plan plan) {
        return assertInstanceOf(
                        Action.Run.class,
                        assertInstanceOf(Plan.Change.class, plan).actions().getFirst())
                .script();
    }

    private static String sql(Plan plan) {
        String all = script(plan).stdin().utf8();
        int start = all.indexOf(UNLOGGED_TO_HERE);
        return (start < 0 ? all : all.substring(start + UNLOGGED_TO_HERE.length())).strip();
    }

    private static HostState foreseen(Plan plan) {
        Effect last = assertInstanceOf(Plan.Change.class, plan)
                .actions()
                .getFirst()
                .effects()
                .getLast();
        return assertInstanceOf(Effect.Sets.class, last).after();
    }

    private static Plan database(String printed, Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(more);
        given.put("name", "app");
        return plan(new PostgresqlDbModule(), printed, given);
    }

    @Test
    void whatADatabaseIsGivenIsQuoted() {
        Plan plan = plan(
                new PostgresqlDbModule(),
                "",
                Map.of("db", "a\"b", "owner", "o'p", "encoding", "UTF-8", "comment", "it's \\ here"));
        assertEquals(
                "CREATE DATABASE \"a\"\"b\" OWNER \"o'p\" ENCODING 'UTF-8';\n"
                        + "COMMENT ON DATABASE \"a\"\"b\" IS E'it''s \\\\ here';",
                sql(plan));
        assertTrue(foreseen(plan).toString().contains("UTF8"));
    }

    /** It would end the text, and what follows would be read as SQL. */
    @Test
    void noTextHoldsANulByte() {
        assertThrows(NulByteException.class, () -> database(DATABASE, Map.of("comment", "a\0b")));
        assertThrows(NulByteException.class, () -> user("x", Map.of("password", "a\0b")));
    }

    @Test
    void onlyWhatDiffersIsChanged() {
        assertEquals(Plan.UNCHANGED, database(DATABASE, Map.of("owner", "app", "encoding", "utf-8")));
        assertEquals(
                "ALTER DATABASE \"app\" OWNER TO \"root\";\nALTER DATABASE \"app\" CONNECTION LIMIT 5;",
                sql(database(DATABASE, Map.of("owner", "root", "conn_limit", 5, "tablespace", "pg_default"))));
        assertEquals(
                "DROP DATABASE \"app\" WITH (FORCE);",
                sql(database(DATABASE, Map.of("state", "absent", "force", true))));
        assertEquals(Plan.UNCHANGED, database("", Map.of("state", "absent")));
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        Plan.Rejected refused = assertInstanceOf(Plan.Rejected.class, database(DATABASE, Map.of("encoding", "LATIN1")));
        assertTrue(refused.why().contains("the encoding UTF8"), refused.why());
        assertInstanceOf(Plan.Rejected.class, database(DATABASE, Map.of("lc_collate", "de_DE.UTF-8")));
    }

    private static Plan extension(String printed, Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(more);
        given.putAll(Map.of("name", "pg_trgm", "db", "app"));
        return plan(new PostgresqlExtModule(), printed, given);
    }

    @Test
    void anExtensionIsAddedUpdatedAndMoved() {
        assertEquals(
                "CREATE EXTENSION \"pg_trgm\" SCHEMA \"ext\" CASCADE;",
                sql(extension("\0\0001.6\0", Map.of("schema", "ext", "version", "latest", "cascade", true))));
        assertEquals(
                "ALTER EXTENSION \"pg_trgm\" UPDATE TO \"1.6\";\nALTER EXTENSION \"pg_trgm\" SET SCHEMA \"ext\";",
                sql(extension("1.3\0public\0001.6\0", Map.of("schema", "ext", "version", "latest"))));
        assertEquals(Plan.UNCHANGED, extension("1.3\0public\0001.6\0", Map.of()));
        assertInstanceOf(Plan.Rejected.class, extension("", Map.of()));
        assertEquals(Plan.UNCHANGED, extension("", Map.of("state", "absent")));
    }

    private static Plan user(String stored, Map<String, Object> more) {
        Map<String, Object> given = new HashMap<>(more);
        given.put("name", "app");
        return plan(
                new PostgresqlUserModule(),
                stored.isEmpty() ? "" : ROLE,
                stored.isEmpty() ? "" : stored + "\0t\0",
                given);
    }

    @Test
    void aPasswordIsComparedAndNeverAnArgument() {
        String md5 = "md5b62f2fccedde4115ae19bd7d092b206e";
        Plan plan = user(md5, Map.of("password", "it's"));
        assertEquals("\\set VERBOSITY terse\nALTER ROLE \"app\" PASSWORD 'it''s';", sql(plan));
        Plan other = user(md5, Map.of("password", "s3cret"));
        assertFalse(script(other).text().contains("s3cret"));
        assertFalse(assertInstanceOf(Plan.Change.class, other).title().contains("s3cret"));
        assertEquals(Plan.UNCHANGED, user(md5, Map.of("password", "it's", "no_password_changes", true)));
        assertEquals(Plan.UNCHANGED, user(md5, Map.of("password", md5)));
        assertEquals(Plan.UNCHANGED, user(md5, Map.of("password", "old")));
        assertEquals(
                "\\set VERBOSITY terse\nALTER ROLE \"app\" PASSWORD NULL;", sql(user(md5, Map.of("password", ""))));
        assertFalse(sql(user(md5, Map.of("comment", "x"))).contains("VERBOSITY"));
    }

    /** A server may write down what it is told: into its log, or for its statistics. */
    @Test
    void aServerIsKeptFromWritingAPasswordDown() {
        String told = script(user("x", Map.of("password", "s3cret"))).stdin().utf8();
        String before = told.substring(0, told.indexOf("s3cret"));
        for (String setting : List.of("log_statement", "log_transaction_sample_rate", "pg_stat_statements.")) {
            assertTrue(before.contains(setting), before);
        }
        assertTrue(before.indexOf("RESET ROLE") < before.indexOf("is_superuser"), before);
        assertTrue(before.contains("\\endif\nSET ROLE :\"role\";\n"), before);
    }

    @Test
    void theClientShowsWhoItIsByItsCertificate() {
        Plan plan = database("", Map.of("ssl_mode", "verify-full", "ssl_cert", "/c d/crt", "ssl_key", "/c/key"));
        String told = script(plan).text();
        assertTrue(told.contains("export PGSSLCERT='/c d/crt'\nexport PGSSLKEY=/c/key\n"), told);
    }

    @Test
    void moreSettingsOfAConnectionWin() {
        Map<String, Object> more = Map.of(
                "login_host",
                "a,b",
                "connect_params",
                Map.of("target_session_attrs", "read-write", "connect_timeout", 3));
        String told = script(database("", more)).text();
        assertTrue(told.contains("export PGHOST=a,b\n") && told.contains("export PGCONNECT_TIMEOUT=3\n"), told);
        assertTrue(told.contains("export PGTARGETSESSIONATTRS=read-write\n"), told);
        Map<String, Object> hidden = Map.of("name", "app", "connect_params", Map.of("options", "-c a.b=hunter2"));
        assertFalse(Parameters.of(new PostgresqlDbModule(), new HashMap<>(hidden))
                .toString()
                .contains("hunter2"));
        Map<String, Object> odd = Map.of("name", "app", "connect_params", Map.of("dbname", "x"));
        String fault = Parameters.wrong(new PostgresqlDbModule(), new HashMap<>(odd));
        assertTrue(fault.contains("has 'dbname', which is none of application_name,"), fault);
    }

    @Test
    void thePasswordOfALoginIsNoArgument() {
        Plan plan = plan(new PostgresqlDbModule(), "", Map.of("name", "app", "login_password", "s3cret"));
        assertEquals(
                List.of("export PGPASSWORD=s3cret"),
                script(plan)
                        .text()
                        .lines()
                        .filter(line -> line.contains("s3cret"))
                        .toList());
    }

    /** Who may is asked of that role, and what is made is its. */
    @Test
    void theRoleThatActsIsTakenBeforeAnythingElse() {
        Map<String, Object> as = Map.of("session_role", "ow\"ner", "comment", "x");
        for (Plan plan :
                List.of(database("", as), extension("\0\0001.6\0", Map.of("session_role", "ow\"ner")), user("x", as))) {
            String told = script(plan).stdin().utf8();
            assertTrue(told.startsWith("SET ROLE \"ow\"\"ner\";\n"), told);
        }
        PostgresqlUserModule module = new PostgresqlUserModule();
        Map<String, Object> given = new HashMap<>(as);
        given.putAll(Map.of("name", "app", "password", "x", "expires", "2040-01-02"));
        for (StateKey<?> key : module.probes(Parameters.of(module, given))) {
            String asked = read(key).stdin().utf8();
            assertTrue(asked.startsWith("SET ROLE \"ow\"\"ner\";\n"), asked);
        }
        assertFalse(script(database("", Map.of())).stdin().utf8().contains("SET ROLE"));
    }

    private static <S extends HostState> Script read(StateKey<S> key) {
        return key.family().read(List.of(key));
    }

    /** Keys of equal families are read by one script, and this one finds one row. */
    @Test
    void eachThingIsAskedForByItself() {
        PostgresqlUserModule module = new PostgresqlUserModule();
        List<List<StateKey<?>>> keys = Stream.of("app", "web", "app")
                .map(name -> module.probes(Parameters.of(module, Map.of("name", name))))
                .toList();
        assertEquals(keys.getFirst(), keys.getLast());
        assertNotEquals(
                keys.getFirst().getFirst().family(), keys.get(1).getFirst().family());
    }

    @Test
    void whatOnlySuperusersAreToldIsNotGuessed() {
        Plan plan = plan(new PostgresqlUserModule(), ROLE, "\0f\0", Map.of("name", "app", "password", "x"));
        assertTrue(assertInstanceOf(Plan.Rejected.class, plan).why().contains("superuser"));
    }

    @Test
    void attributesThatAreNotNamedStay() {
        assertEquals(
                "ALTER ROLE \"app\" NOCREATEDB REPLICATION VALID UNTIL '2040-01-02';",
                sql(user("x", Map.of("role_attr_flags", "nocreatedb, REPLICATION", "expires", "2040-01-02"))));
        assertEquals(Plan.UNCHANGED, user("x", Map.of("role_attr_flags", List.of("CREATEDB", "NOSUPERUSER"))));
        assertEquals(
                "CREATE ROLE \"app\" NOSUPERUSER NOCREATEROLE NOCREATEDB INHERIT LOGIN NOREPLICATION NOBYPASSRLS"
                        + " CONNECTION LIMIT 3;",
                sql(user("", Map.of("conn_limit", 3))));
    }

    @Test
    void whatContradictsItselfIsAFault() {
        PostgresqlUserModule module = new PostgresqlUserModule();
        for (String flags : List.of("ROOT", "LOGIN,NOLOGIN")) {
            assertEquals(
                    "role_attr_flags",
                    module.check(Parameters.of(module, Map.of("name", "a", "role_attr_flags", flags)))
                            .getFirst()
                            .parameter());
        }
    }

    /** The numbers are those of RFC 7677, whose user has the password 'pencil'. */
    @Test
    void aPasswordByScramIsToldFromAnother() {
        String stored = "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:"
                + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";
        assertTrue(StoredPassword.isOf(stored, "user", "pencil"));
        assertFalse(StoredPassword.isOf(stored, "user", "pencils"));
        assertFalse(StoredPassword.isOf("", "user", "pencil"));
    }

    @Test
    void theNameOfADumpTellsItsForm() {
        Map<String, String> calls = Map.of(
                "/srv/a.sql", "pg_dump --no-password --format=p --role=me -n 'my schema' 3>&-; echo $? >&3; } | cat",
                "/srv/a.sql.xz", "pg_dump --no-password --format=p --role=me -n 'my schema' 3>&-; echo $? >&3; } | xz",
                "/srv/a.tar", "pg_dump --no-password --format=t --role=me -n 'my schema' 3>&-; echo $? >&3; } | cat",
                "/srv/a.pgc", "pg_dump --no-password --format=c --role=me -n 'my schema' 3>&-; echo $? >&3; } | cat",
                "/srv/a.dir", "pg_dump --no-password --format=d --role=me --file=/srv/a.dir -n 'my schema'\n");
        calls.forEach((target, call) -> {
            String text = script(database(
                            DATABASE,
                            Map.of(
                                    "state",
                                    "dump",
                                    "target",
                                    target,
                                    "target_opts",
                                    "-n 'my schema'",
                                    "session_role",
                                    "me")))
                    .text();
            assertTrue(text.contains(call), text);
        });
        assertEquals(
                new Plan.Rejected("there is no database app; make it first, with state: present"),
                database("", Map.of("state", "dump", "target", "/srv/a.sql")));
    }

    @Test
    void optionsWithAnOpenQuoteAreAFault() {
        PostgresqlDbModule module = new PostgresqlDbModule();
        assertEquals(
                1,
                module.check(Parameters.of(
                                module,
                                Map.of("name", "a", "state", "dump", "target", "/srv/a", "target_opts", "-n 'a")))
                        .size());
        assertTrue(Parameters.wrong(module, Map.of("name", "a", "state", "restore"))
                .contains("target"));
    }
}
