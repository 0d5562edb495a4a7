package play.param;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The texts are those of ansible-core's copy, for the same content. */
class ContentJsonTest {
    @Test
    void aMappingIsPrintedAsAnsiblePrintsIt() {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("a", 1L);
        mapping.put("b", Arrays.asList("x", 2.5, true, null));
        mapping.put("\u00fc", "\u00e9\n\"q\" \u2028 </x>");
        assertEquals(
                "{\"a\": 1, \"b\": [\"x\", 2.5, true, null], \"\\u00fc\": \"\\u00e9\\n\\\"q\\\" \\u2028 </x>\"}",
                ContentJson.text(mapping));
        assertEquals("[1, {}]", ContentJson.text(List.of(1L, Map.of())));
    }

    @Test
    void numbersAreThoseOfPython() {
        List<Double> numbers = List.of(0.0, 100.0, 1e7, 123456789.125, 1e15, 1e16, -1.5e20, 1e-4, 1e-5, -2.5e-7, 1e100);
        String python =
                "[0.0, 100.0, 10000000.0, 123456789.125, 1000000000000000.0, 1e+16, -1.5e+20, 0.0001, 1e-05, -2.5e-07,"
                        + " 1e+100]";
        assertEquals(python, ContentJson.text(numbers));
    }

    @Test
    void whatIsNoNumberIsWhatPythonPrints() {
        assertEquals(
                "[NaN, Infinity, -Infinity]",
                ContentJson.text(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)));
    }
}
