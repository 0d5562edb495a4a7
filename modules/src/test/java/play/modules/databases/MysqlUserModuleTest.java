package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.HostState;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Foreseen;
import play.value.Unknown;

/** Users of MySQL, with lines as the client prints what MariaDB 10.11 tells. */
class MysqlUserModuleTest {
    /** Of the password "old", as the server's own PASSWORD() has it. */
    private static final String OLD = "*CD02AC33DE7D3D2AFEDF5F2BAB51B07CDB499E79";

    private static final String APP = """
            =account\tapp\tlocalhost\t\t\t\t\t0\t0\t0\t0
            CREATE USER `app`@`localhost` IDENTIFIED BY PASSWORD '*x' PASSWORD EXPIRE NEVER
            GRANT `r` TO `app`@`localhost`
            GRANT BINLOG MONITOR ON *.* TO `app`@`localhost` IDENTIFIED BY PASSWORD '*x' WITH MAX_QUERIES_PER_HOUR 3
            GRANT ALL PRIVILEGES ON `my\\\\_db`.* TO `app`@`localhost` WITH GRANT OPTION
            GRANT SELECT (`b`, `a`), DELETE ON `app`.`t ON``x` TO `app`@`localhost`
            GRANT PROXY ON ``@`%` TO `app`@`localhost` WITH GRANT OPTION
            SET DEFAULT ROLE `r` FOR `app`@`localhost`
            """;

    private final MysqlUserModule module = new MysqlUserModule();

    private Plan plan(String printed, String stored, Map<String, Object> given) {
        MysqlUserModule.Params params = Parameters.of(module, new HashMap<>(given));
        KnownStates known = new KnownStates();
        module.probes(params).forEach(key -> tell(known, key, printed));
        Plan plan = module.plan(params, known);
        if (plan instanceof Plan.Needs(List<StateKey<?>> more)) {
            more.forEach(key -> tell(known, key, stored));
            return module.plan(params, known);
        }
        return plan;
    }

    private static <S extends HostState> void tell(KnownStates known, StateKey<S> key, String printed) {
        Observed<S> state = key.family()
                .parse(List.of(key), new ScriptResult(0, Bytes.of(printed), Bytes.EMPTY))
                .getOrDefault(key, new Observed.Unknown<>("nothing told"));
        known.with(key, state);
    }

    private static Action.Run run(Plan plan) {
        return assertInstanceOf(
                Action.Run.class,
                assertInstanceOf(Plan.Change.class, plan).actions().getFirst());
    }

    /** Without what is set of the connection first. */
    private static List<String> sql(Plan plan) {
        return run(plan)
                .script()
                .stdin()
                .utf8()
                .lines()
                .filter(line -> !line.startsWith("SET SESSION"))
                .toList();
    }

    private List<String> app(Object... more) {
        return sql(plan(APP, "mysql_native_password\t" + OLD + "\n", given(more)));
    }

    private static Map<String, Object> given(Object... more) {
        Map<String, Object> given = new HashMap<>(Map.of("name", "app"));
        for (int i = 0; i < more.length; i += 2) {
            given.put(String.valueOf(more[i]), more[i + 1]);
        }
        return given;
    }

    @Test
    void whatTheServerTellsIsRead() {
        MysqlUserModule.Params params = Parameters.of(module, Map.of("name", "app"));
        KnownStates known = new KnownStates();
        tell(known, params.key(), APP);
        Plan plan = Plan.on(
                known.of(params.key()), there -> new Plan.Rejected(there.hosts().toString()));
        assertEquals(
                "{localhost=GRANT REPLICATION CLIENT ON *.*; GRANT DELETE, SELECT (`a`), SELECT (`b`) ON"
                        + " `app`.`t ON``x`; GRANT ALL, GRANT ON `my\\_db`.*; PASSWORD EXPIRE NEVER}",
                assertInstanceOf(Plan.Rejected.class, plan).why());
    }

    @Test
    void aUserIsMadeWithTheHashAlone() {
        Plan plan = plan("", "", given("name", "it's", "password", "old", "priv", "app.*:SELECT,GRANT/*.*:USAGE"));
        assertEquals(
                List.of(
                        "CREATE USER 'it''s'@'localhost' IDENTIFIED WITH mysql_native_password AS '" + OLD + "';",
                        "GRANT SELECT ON `app`.* TO 'it''s'@'localhost' WITH GRANT OPTION;"),
                sql(plan));
        Script script = run(plan).script();
        assertFalse(script.text().contains(OLD), script.text());
    }

    @Test
    void aServerIsKeptFromWritingAPasswordDown() {
        String script = run(plan("", "", given("password", "old"))).script().text();
        assertTrue(script.contains("--init-command='SET SESSION sql_log_off = 1, long_query_time"), script);
    }

    @Test
    void onlyAPasswordThatDiffersIsSet() {
        String stored = "mysql_native_password\t" + OLD + "\n";
        assertEquals(Plan.UNCHANGED, plan(APP, stored, given("password", "old")));
        assertEquals(Plan.UNCHANGED, plan(APP, stored, given("password", OLD, "encrypted", true)));
        assertEquals(Plan.UNCHANGED, plan(APP, stored, given("password", "new", "update_password", "on_create")));
        assertEquals(Plan.UNCHANGED, plan(APP, stored, given("password", "")));
        assertTrue(app("password", "new").getFirst().startsWith("ALTER USER 'app'@'localhost' IDENTIFIED WITH mysql_"));
        assertEquals(
                List.of("ALTER USER 'app'@'localhost' IDENTIFIED WITH unix_socket;"), app("plugin", "unix_socket"));
        assertEquals(
                Plan.UNCHANGED, plan(APP, "pam\tmy\\\\x\n", given("plugin", "pam", "plugin_hash_string", "my\\x")));
    }

    @Test
    void privilegesBecomeThoseThatAreNamed() {
        assertEquals(
                List.of(
                        "REVOKE REPLICATION CLIENT ON *.* FROM 'app'@'localhost';",
                        "REVOKE DELETE, SELECT (`a`) ON `app`.`t ON``x` FROM 'app'@'localhost';",
                        "GRANT INSERT (`a`) ON `app`.`t ON``x` TO 'app'@'localhost';",
                        "REVOKE GRANT OPTION ON `my\\_db`.* FROM 'app'@'localhost';"),
                app("priv", Map.of("app.`t ON``x`", "SELECT(B), insert (A)", "my\\_db.*", "ALL")));
    }

    @Test
    void allIsMoreThanAnyOfItsParts() {
        assertEquals(
                List.of(
                        "REVOKE ALL ON `my\\_db`.* FROM 'app'@'localhost';",
                        "GRANT SELECT ON `my\\_db`.* TO 'app'@'localhost';"),
                app(
                        "name",
                        "app",
                        "priv",
                        "my\\_db.*:SELECT,GRANT/*.*:REPLICATION CLIENT/app.`t ON``x`:DELETE,SELECT(a,b)"));
        assertEquals(Plan.UNCHANGED, plan(APP, "", given("priv", "my\\_db.*:SELECT", "append_privs", true)));
        assertEquals(
                List.of("GRANT ALL ON `app`.`t ON``x` TO 'app'@'localhost';"),
                app("priv", "app.`t ON``x`:ALL", "append_privs", true));
    }

    /** What is left of all privileges, only the server knows. */
    @Test
    void whatIsLeftOfAllIsKnownLater() {
        Plan plan = plan(APP, "", given("priv", "my\\_db.*:SELECT/never.*:DROP", "subtract_privs", true));
        assertEquals(List.of("REVOKE SELECT ON `my\\_db`.* FROM 'app'@'localhost';"), sql(plan));
        Effect.Sets<?> effect =
                assertInstanceOf(Effect.Sets.class, run(plan).effects().getFirst());
        MysqlAccount after =
                ((MysqlAccounts) effect.after()).hosts().firstEntry().getValue();
        assertInstanceOf(Foreseen.Later.class, after.privileges().get("`my\\_db`.*"));
        assertEquals(3, after.privileges().size());
    }

    @Test
    void privilegesOfRootThatAreNotNamedStay() {
        String root = APP.replace("app\tlocal", "root\tlocal");
        assertEquals(
                List.of("GRANT SELECT ON `x`.* TO 'root'@'localhost';"),
                sql(plan(root, "", given("name", "root", "priv", "x.*:SELECT"))));
    }

    @Test
    void whatIsAskedOfAnAccountIsSetWhereItDiffers() {
        assertEquals(
                List.of("ALTER USER 'app'@'localhost' REQUIRE ISSUER '/CN=ca' AND SUBJECT 'it''s' WITH"
                        + " MAX_USER_CONNECTIONS 5 PASSWORD EXPIRE INTERVAL 9 DAY ACCOUNT LOCK;"),
                app(
                        "tls_requires",
                        Map.of("subject", "it's", "ISSUER", "/CN=ca"),
                        "resource_limits",
                        Map.of("max_user_connections", 5),
                        "locked",
                        true,
                        "password_expire",
                        "interval",
                        "password_expire_interval",
                        9));
        String secure = APP.replace("localhost\t\t\t", "localhost\tX509\t\t");
        assertEquals(List.of("ALTER USER 'app'@'localhost' REQUIRE NONE;"), sql(plan(secure, "", given())));
        Map<String, Object> none = new HashMap<>();
        none.put("x509", null);
        assertEquals(Plan.UNCHANGED, plan(secure, "", given("tls_requires", none)));
    }

    @Test
    void aUserMayHaveMoreThanOneHost() {
        String two = APP + APP.replace("localhost", "%");
        assertEquals(
                List.of("DROP USER 'app'@'%', 'app'@'localhost';"),
                sql(plan(two, "", given("host_all", true, "state", "absent"))));
        assertEquals(List.of("DROP USER 'app'@'%';"), sql(plan(two, "", given("host", "%", "state", "absent"))));
        assertEquals(Plan.UNCHANGED, plan("", "", given("host_all", true, "state", "absent")));
        assertInstanceOf(Plan.Rejected.class, plan("", "", given("host_all", true)));
        List<String> made = app("host", "DB1", "password", "x", "update_password", "on_new_username");
        assertTrue(made.getFirst().startsWith("SET @made = CONCAT('CREATE USER ''app''@''db1'''"), made::toString);
    }

    /** Once that has changed, whoever asks is no longer let in. */
    @Test
    void whoSetsTheOwnPasswordReadsNothingBack() {
        List<Effect> effects = run(plan(
                        APP.replace("app\tlocal", "root\tlocal"), "", given("name", "root", "password", "new")))
                .effects();
        assertEquals(2, effects.size());
        for (Effect effect : effects) {
            assertFalse(
                    assertInstanceOf(Effect.Sets.class, effect).key().family().rereadable());
        }
    }

    @Test
    void rootIsTriedFirstWhereThatIsAskedFor() {
        String script = run(plan(
                        "", "", given("check_implicit_admin", true, "login_user", "me", "login_password", "p4ss")))
                .script()
                .text();
        assertTrue(script.contains("--user=root --skip-password --execute='DO 0'"), script);
        assertEquals(
                List.of("export MYSQL_PWD=p4ss"),
                script.lines().filter(line -> line.contains("p4ss")).toList());
    }

    @Test
    void whatIsSetOfTheConnectionComesFirst() {
        String sql = run(plan(
                        "",
                        "",
                        given(
                                "sql_log_bin", false,
                                "force_context", true,
                                "session_vars", Map.of("binlog_format", "ROW"))))
                .script()
                .stdin()
                .utf8();
        assertEquals(
                "SET SESSION binlog_format = 'ROW';\nSET SESSION sql_mode = '';\nSET SESSION sql_log_bin = 0;\n"
                        + "USE mysql;\nCREATE USER 'app'@'localhost';\n",
                sql);
    }

    /** Nothing is set that only the run will tell. */
    @Test
    void whatIsUnknownOfAValueIsUnknownOfTheTask() {
        for (String parameter : List.of("tls_requires", "session_vars")) {
            Map<String, Object> given = given(parameter, Map.of("CIPHER", new Unknown("told later")));
            AssertionError told = assertThrows(AssertionError.class, () -> Parameters.of(module, given));
            assertEquals("cannot tell: parameter '" + parameter + "' is unknown: told later", told.getMessage());
        }
    }

    private void faulty(String expected, Object... more) {
        String said = Parameters.wrong(module, given(more));
        assertTrue(said.contains(expected), () -> "'" + said + "' instead of: " + expected);
    }

    @Test
    void whatCannotBeMeantIsAFault() {
        faulty("is no name of a user", "name", "a\\b");
        faulty("40 hexadecimal digits", "password", "x", "encrypted", true);
        faulty("plugin", "password", "x", "plugin", "pam");
        faulty("what ed25519 stores is not what it is told", "plugin", "ed25519", "plugin_auth_string", "x");
        faulty("a backslash or a control", "plugin", "pam", "plugin_auth_string", "a\\b");
        faulty("'TLS' is none of SSL", "tls_requires", Map.of("TLS", "1"));
        faulty("'CIPHER' needs a text", "tls_requires", Map.of("CIPHER", ""));
        faulty("'MAX' is no limit", "resource_limits", Map.of("MAX", 1));
        faulty("'a; b' is no variable", "session_vars", Map.of("a; b", 1));
        faulty("which is no THING:PRIVILEGES", "priv", "SELECT");
        faulty("on 'app', which is none of", "priv", "app:SELECT");
        faulty("on '`a`b.*', which is none of", "priv", "`a`b.*:SELECT");
        faulty("which are no privileges", "priv", "app.*:");
        faulty("which are no privileges", "priv", "app.*:a-b");
        faulty("which are no privileges", "priv", Map.of("a.b", "SELECT(a"));
        faulty("write tls_requires: {SSL: }", "priv", "*.*:REQUIRESSL");
        faulty("call mysql for it", "priv", "*.*:PROXY");
    }
}
