package play.modules.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.host.Effect;
import play.host.ScriptResult;
import play.host.UnknownStateException;
import play.module.Action;
import play.module.Plan;
import play.modules.databases.Grants.Grant;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Bytes;

/** What is granted and revoked, and what is foreseen of it; the server's part is in the examples. */
class PostgresqlPrivsModuleTest {
    private static final PostgresqlPrivsModule MODULE = new PostgresqlPrivsModule();
    private static final Set<String> KINDS = Set.of("DELETE", "INSERT", "SELECT");

    private static PostgresqlPrivsModule.Params params(Object... more) {
        Map<String, Object> all = new HashMap<>(Map.of("db", "d", "roles", "app", "objs", "t", "privs", "SELECT"));
        for (int i = 0; i < more.length; i += 2) {
            all.put((String) more[i], more[i + 1]);
        }
        return Parameters.of(MODULE, all);
    }

    private static Grants table(Grant... held) {
        return new Grants(Map.of("t", KINDS), Map.of("app", "app"), Set.of(held));
    }

    private static Plan plan(PostgresqlPrivsModule.Params params, Grants now) {
        return MODULE.plan(params, new KnownStates().with(params.key(), now));
    }

    private static List<String> statements(Plan plan) {
        Action.Run run =
                (Action.Run) assertInstanceOf(Plan.Change.class, plan).actions().getFirst();
        return List.of(run.script().stdin().utf8().split(";\n"));
    }

    private static Set<Grant> held(Plan plan) {
        List<Grant> all = new ArrayList<>();
        assertInstanceOf(Plan.Change.class, plan).actions().getFirst().effects().forEach(effect -> {
            if (effect instanceof Effect.Sets<?> sets && sets.after() instanceof Grants grants) {
                all.addAll(grants.held());
            }
        });
        return Set.copyOf(all);
    }

    @Test
    void onlyWhatIsMissingIsGranted() {
        Plan plan = plan(params("privs", "select,INSERT"), table(new Grant("t", "app", "SELECT", false)));
        assertEquals(List.of("GRANT INSERT ON TABLE \"public\".\"t\" TO \"app\""), statements(plan));
        assertEquals(
                Set.of(new Grant("t", "app", "SELECT", false), new Grant("t", "app", "INSERT", false)), held(plan));
        assertEquals(Plan.UNCHANGED, plan(params(), table(new Grant("t", "app", "SELECT", true))));
    }

    @Test
    void theOptionToPassOnIsGivenAndTaken() {
        Grant plain = new Grant("t", "app", "SELECT", false);
        Grant passing = new Grant("t", "app", "SELECT", true);
        Plan given = plan(params("grant_option", true), table(plain));
        assertEquals(List.of("GRANT SELECT ON TABLE \"public\".\"t\" TO \"app\" WITH GRANT OPTION"), statements(given));
        assertEquals(Set.of(passing), held(given));
        Plan taken = plan(params("grant_option", false), table(passing));
        assertEquals(
                List.of("REVOKE GRANT OPTION FOR SELECT ON TABLE \"public\".\"t\" FROM \"app\""), statements(taken));
        assertEquals(Set.of(plain), held(taken));
    }

    @Test
    void allStandsForWhatTheServerHas() {
        Plan plan = plan(params("privs", "ALL"), table());
        assertEquals(List.of("GRANT DELETE, INSERT, SELECT ON TABLE \"public\".\"t\" TO \"app\""), statements(plan));
        Plan gone = plan(params("privs", "ALL", "state", "absent"), table(new Grant("t", "app", "INSERT", true)));
        assertEquals(List.of("REVOKE INSERT ON TABLE \"public\".\"t\" FROM \"app\""), statements(gone));
        assertEquals(Set.of(), held(gone));
    }

    @Test
    void aSchemaAsAWholeIsOneStatement() {
        PostgresqlPrivsModule.Params params = params("objs", "ALL_IN_SCHEMA", "schema", "s");
        Grants now = new Grants(
                Map.of("a", KINDS, "b", KINDS), Map.of("app", "app"), Set.of(new Grant("a", "app", "SELECT", true)));
        Plan plan = plan(params, now);
        assertEquals(List.of("GRANT SELECT ON ALL TABLES IN SCHEMA \"s\" TO \"app\""), statements(plan));
        assertEquals(Set.of(new Grant("a", "app", "SELECT", true), new Grant("b", "app", "SELECT", false)), held(plan));
    }

    @Test
    void whatThereIsNotIsRefusedUnlessItIsForeseen() {
        Grants nobody = new Grants(Map.of("t", KINDS), Map.of(), Set.of());
        Plan.Needs needs = assertInstanceOf(Plan.Needs.class, plan(params(), nobody));
        var role = PostgresRole.at(params().access(), "postgres", "app");
        assertEquals(List.of(role), needs.more());
        KnownStates known = new KnownStates().with(params().key(), nobody);
        assertInstanceOf(Plan.Rejected.class, MODULE.plan(params(), known.with(role, PostgresRole.ABSENT)));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params("fail_on_role", false), known.with(role, PostgresRole.ABSENT)));
        assertEquals(
                new Plan.Rejected("there is no privilege USAGE on a table; there are DELETE, INSERT, SELECT"),
                plan(params("privs", "USAGE"), table()));
    }

    @Test
    void rowsOfTheServerAreRead() throws UnknownStateException {
        String rows = String.join(
                "\0",
                "can",
                "t",
                "SELECT",
                "",
                "",
                "role",
                "CURRENT_USER",
                "",
                "root",
                "",
                "has",
                "t",
                "SELECT",
                "root",
                "t",
                "");
        var family = new Grants.Family(params().access(), "d", "x");
        var told = family.told(List.of(family.at(List.of("t"))), new ScriptResult(0, Bytes.of(rows), Bytes.EMPTY));
        assertEquals(
                new Grants(
                        Map.of("t", Set.of("SELECT")),
                        Map.of("CURRENT_USER", "root"),
                        Set.of(new Grant("t", "root", "SELECT", true))),
                told.of(0, "t"));
    }

    @Test
    void functionsAreNamedWithTheirTypes() {
        PostgresqlPrivsModule.Params params =
                params("type", "function", "objs", "add(int:int)", "privs", "EXECUTE", "roles", "PUBLIC");
        assertEquals(List.of(), MODULE.check(params));
        Grants now = new Grants(Map.of("add(int:int)", Set.of("EXECUTE")), Map.of("PUBLIC", "PUBLIC"), Set.of());
        assertEquals(
                List.of("GRANT EXECUTE ON FUNCTION \"public\".\"add\"(int,int) TO PUBLIC"),
                statements(plan(params, now)));
        assertTrue(!MODULE.check(params("type", "function", "objs", "add(int); DROP TABLE x", "privs", "EXECUTE"))
                .isEmpty());
    }
}
