package play.modules.users;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import play.host.StateKey;
import play.module.Answer;
import play.testkit.KnownStates;
import play.testkit.Parameters;
import play.value.Foreseen;
import play.value.Secret;
import play.value.Unknown;

class GetentModuleTest {
    private final GetentModule module = new GetentModule();

    @SuppressWarnings("unchecked") // it asks for nothing else
    private Answer answer(Map<String, Object> given, Getent said, KnownStates known) {
        GetentModule.Params params = Parameters.of(module, given);
        known.with((StateKey<Getent>) module.probes(params).getFirst(), said);
        return module.answer(params, known);
    }

    private Object fact(Map<String, Object> given, Getent said) {
        return assertInstanceOf(Answer.Found.class, answer(given, said, new KnownStates()))
                .facts();
    }

    private static Getent said(String... lines) {
        return new Getent.Said(0, List.of(lines));
    }

    @Test
    void fieldsStandByKey() {
        assertEquals(
                Map.of("getent_passwd", Map.of("a", List.of("x", "1", "1", "", "/a", ""))),
                fact(Map.of("database", "passwd"), said("a:x:1:1::/a:")));
        assertEquals(
                Map.of("getent_hosts", Map.of("10.0.0.1", List.of(List.of("a", "b"), List.of("c")))),
                fact(Map.of("database", "hosts"), said("10.0.0.1   a b", "10.0.0.1 c")));
    }

    @Test
    void passwordsAreMasked() {
        assertEquals(
                Map.of("getent_shadow", Map.of("a", List.of(new Secret("$6$x"), "1"))),
                fact(Map.of("database", "shadow", "key", "a"), said("a:$6$x:1")));
    }

    @Test
    void aKeyThatIsNotThereIsAFailureUnlessItMay() {
        Getent none = new Getent.Said(2, List.of());
        Map<String, Object> given = Map.of("database", "passwd", "key", "a");
        assertEquals(
                "there is no a in the database passwd",
                assertInstanceOf(Answer.Failed.class, answer(given, none, new KnownStates()))
                        .why());
        Map<?, ?> facts =
                assertInstanceOf(Map.class, fact(Map.of("database", "passwd", "key", "a", "fail_key", false), none));
        assertTrue(assertInstanceOf(Map.class, facts.get("getent_passwd")).containsKey("a"));
    }

    @Test
    void aUserThatIsForeseenIsThere() {
        Map<String, Object> given = Map.of("database", "passwd", "key", "app");
        assertInstanceOf(Answer.Needs.class, answer(given, new Getent.Foreseen(), new KnownStates()));
        UserState.Present app = new UserState.Present(
                new Foreseen.Exactly<>(7L),
                new Foreseen.Exactly<>("app"),
                new Foreseen.Exactly<>(List.of()),
                new Foreseen.Exactly<>("/srv/app"),
                new Foreseen.Exactly<>("/bin/sh"),
                new Foreseen.Exactly<>(""));
        Answer.Found found = assertInstanceOf(
                Answer.Found.class, answer(given, new Getent.Foreseen(), new KnownStates().with(Users.at("app"), app)));
        Map<?, ?> users = assertInstanceOf(Map.class, found.facts().get("getent_passwd"));
        List<?> fields = assertInstanceOf(List.class, users.get("app"));
        assertEquals("7", fields.get(1));
        assertEquals("/srv/app", fields.get(4));
        assertInstanceOf(Unknown.class, fields.get(2));
    }

    @Test
    void changesOfUsersAreChangesOfTheirDatabases() {
        Getent.Family passwd = new Getent.Family("passwd", "");
        assertTrue(passwd.tellsOf("", Users.at("app")));
        assertTrue(passwd.tellsOf("app", Users.at("app")));
        assertFalse(passwd.tellsOf("root", Users.at("app")));
        assertTrue(new Getent.Family("group", "").tellsOf("wheel", Users.at("app")));
        assertFalse(new Getent.Family("services", "").tellsOf("", Users.at("app")));
    }

    @Test
    void theNameOfTheFactIsKnownWhereTheDatabaseIsWritten() {
        assertEquals(Optional.of(Set.of("getent_group")), module.facts(name -> Optional.of("group")));
        assertEquals(Optional.empty(), module.facts(name -> Optional.empty()));
    }
}
