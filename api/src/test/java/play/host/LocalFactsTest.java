package play.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import play.value.Bytes;

/** What files of facts come to, and what is said of those that are none. */
class LocalFactsTest {
    private static final StateKey<HostLocalFacts> KEY = LocalFacts.in("/f");

    private static HostLocalFacts read(String kind, String... namesAndContents) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            String printed =
                    Base64.getEncoder().encodeToString(namesAndContents[i + 1].getBytes(StandardCharsets.ISO_8859_1));
            out.append(String.join("\0", kind, "/f/" + namesAndContents[i] + ".fact", printed, "sh: odd", ""));
        }
        ScriptResult result = new ScriptResult(0, Bytes.of(out + "\0"), Bytes.EMPTY);
        Observed<HostLocalFacts> read = Objects.requireNonNull(new LocalFacts(StateFamily.Lifetime.FACTS)
                .parse(List.of(KEY), result)
                .get(KEY));
        return (HostLocalFacts) assertInstanceOf(Observed.Known.class, read).value();
    }

    @Test
    void filesAreJsonOrIni() {
        HostLocalFacts facts = read("file", "one", "{\"a\": [1]}\n.0", "two", "[s]\nKey: v\n.0", "three", "7.0");
        assertEquals(
                Map.of("one", Map.of("a", List.of(1L)), "two", Map.of("s", Map.of("key", "v")), "three", 7L),
                facts.values());
        assertEquals(List.of(), facts.warnings());
    }

    @Test
    void whatIsNeitherIsToldOfAsBoth() {
        assertEquals(
                List.of("'/f/a.fact' gives no facts: it is neither JSON (a value is expected at character 6 of line 1)"
                        + " nor INI (line 1 stands before the first [section])"),
                read("file", "a", "{\"a\":.0").warnings());
        assertEquals(
                List.of("'/f/a.fact' gives no facts: it is no UTF-8"),
                read("file", "a", "\u00ff.0").warnings());
        assertEquals(
                List.of("'/f/a.fact' gives no facts: it ended with code 3: sh: odd"),
                read("program", "a", "{}.3").warnings());
    }

    @Test
    void valuesAreQuotedInNoReason() {
        for (String value : List.of("hunter2%x", "%(hunter2)s", "hunter2%(key)s")) {
            List<String> warnings =
                    read("file", "a", "[s]\nkey = " + value + "\n.0").warnings();
            assertEquals(1, warnings.size(), value);
            assertFalse(warnings.getFirst().contains("hunter2"), warnings.getFirst());
        }
    }
}
