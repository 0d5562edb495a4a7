package play.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlowTextTest {
    @Test
    void valuesAreShownAsTheyWouldBeWritten() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("a", 1L);
        map.put("b", List.of("x", "y z", true));
        map.put("c d", Map.of());
        assertEquals("{a: 1, b: [x, y z, true], c d: {}}", FlowText.of(map));
        assertEquals("[1.5, null]", FlowText.of(Arrays.asList(1.5, null)));
        assertEquals("a: text, as it is", FlowText.of("a: text, as it is"));
        assertEquals("null", FlowText.of(null));
    }

    @Test
    void textsThatYamlWouldReadAsSomethingElseAreQuoted() {
        assertEquals(
                "[\"true\", \"1\", \"a, b\", \"\", \"x: y\", \"- z\", \"off\", \"a \"]",
                FlowText.of(List.of("true", "1", "a, b", "", "x: y", "- z", "off", "a ")));
    }

    @Test
    void whatIsHiddenStaysHidden() {
        assertEquals("{key: ***}", FlowText.of(Map.of("key", new Secret("s3cr3t"))));
        assertEquals("***", FlowText.of(new Secret("s3cr3t")));
    }
}
