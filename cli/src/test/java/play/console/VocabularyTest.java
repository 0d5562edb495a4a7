package play.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import play.module.ModuleRegistry;

/** How what was typed may go on, and what of it is kept. */
class VocabularyTest {
    private final Vocabulary words = new Vocabulary(
            ModuleRegistry.installed().all().stream()
                    .collect(Collectors.toMap(module -> module.spec().name(), module -> module.spec())),
            List.of("all", "web", "web1"),
            Map.of("check", "Dry run.", "help", "Help.", "pattern", "Hosts."));

    private List<String> offered(String typed) {
        return words.offered(typed).stream().map(Offered::text).toList();
    }

    @Test
    void theFirstWordIsAModuleOrAnOrder() {
        assertEquals(List.of("blockinfile"), offered("blocki"));
        assertEquals(List.of(":check"), offered(":ch"));
        assertEquals(3, offered(":").size());
    }

    @Test
    void thenComeParametersThatAreNotGivenYet() {
        assertTrue(offered("file ").containsAll(List.of("path=", "state=", "mode=")));
        assertFalse(offered("file path=/a ").contains("path="));
        assertEquals(List.of("state="), offered("file path=/a stat"));
        assertEquals(List.of("state: "), offered("file {path: /a, stat"));
        assertEquals(List.of("path: "), offered("file: {pat"));
        assertEquals(List.of(), offered("nothing pa"));
    }

    @Test
    void thenTheChoicesOfAParameter() {
        assertEquals(List.of("state=absent"), offered("file path=/a state=ab"));
        assertEquals(List.of(), offered("file path="));
    }

    @Test
    void ordersHaveWordsOfTheirOwn() {
        assertEquals(List.of("web", "web1"), offered(":pattern w"));
        assertEquals(List.of("blockinfile"), offered(":help blocki"));
        assertEquals(List.of(), offered(":check "));
    }

    @Test
    void aParameterGoesOnWithoutABlank() {
        assertFalse(words.offered("file pat").getFirst().whole());
        assertTrue(words.offered("blocki").getFirst().whole());
        assertTrue(words.offered("file pat").getFirst().doc().length() > 5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user name=a password=$6$x",
                "user {name: a, password: $6$x}",
                "uri url=https://a headers={Token: x}",
                "copy dest=/a content=MY_SECRET=1",
                "unknown db_password=x"
            })
    void whatMayHoldASecretIsTold(String typed) {
        assertTrue(words.mayHoldSecret(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"user name=a", ":pattern tokens", "command uptime", "# password=x"})
    void whatHoldsNoneIsTold(String typed) {
        assertFalse(words.mayHoldSecret(typed));
    }
}
