package play.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void readsValuesOfAllKinds() throws Exception {
        assertEquals(
                Map.of("a", List.of(1L, -2.5, true, false), "b", Map.of(), "c", List.of()),
                JsonText.read(" {\"a\": [1, -2.5, true, false], \"b\" : {}, \"c\":[ ]}\n"));
        assertNull(JsonText.read("null"));
        assertEquals("a\"\\/\b\f\n\r\t\u00e9", JsonText.read("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\""));
        assertEquals(new BigInteger("123456789012345678901"), JsonText.read("123456789012345678901"));
        assertEquals(1e3, JsonText.read("1e3"));
        assertEquals(Double.NEGATIVE_INFINITY, JsonText.read("-Infinity"));
        assertEquals(Map.of("a", 2L), JsonText.read("{\"a\": 1, \"a\": 2}"));
    }

    @Test
    void saysWhereATextIsNone() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "[1,]",
                "{\"a\" 1}",
                "{a: 1}",
                "01",
                "+1",
                ".5",
                "1 2",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "tru",
                "'a'",
                "\"a\nb\"",
                "[1}",
                "{\"a\":}",
                "\0",
                "nulll")) {
            assertThrows(MalformedTextException.class, () -> JsonText.read(text), text);
        }
        MalformedTextException second =
                assertThrows(MalformedTextException.class, () -> JsonText.read("{\"a\": 1,\n \"b\": x}"));
        assertEquals("a value is expected at character 7 of line 2", second.getMessage());
    }

    @Test
    void nestsOnlySoDeep() throws Exception {
        assertEquals(List.of(List.of()), JsonText.read("[[]]"));
        assertThrows(MalformedTextException.class, () -> JsonText.read("[".repeat(100_000)));
    }
}
