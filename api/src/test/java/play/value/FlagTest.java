package play.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What ansible-core 2.21 makes of each as the value of a keyword. */
class FlagTest {
    static Stream<Object> trueValues() {
        return Stream.of("true", "True", "YES", "on", "y", "T", "1", " Yes ", true, 1L, 1, 1.0);
    }

    static Stream<Object> falseValues() {
        return Stream.of("false", "False", "NO", "off", "n", "F", "0", " no\n", false, 0L, 0, 0.0);
    }

    @ParameterizedTest
    @MethodSource("trueValues")
    void isTrue(Object value) {
        assertEquals(Optional.of(true), Flag.parse(value));
    }

    @ParameterizedTest
    @MethodSource("falseValues")
    void isFalse(Object value) {
        assertEquals(Optional.of(false), Flag.parse(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1.0", "2", "yess", "ye s", "null", "enabled"})
    void otherTextsAreNeither(String text) {
        assertEquals(Optional.empty(), Flag.parse(text));
    }

    @Test
    void otherValuesAreNeither() {
        assertEquals(Optional.empty(), Flag.parse(null));
        assertEquals(Optional.empty(), Flag.parse(2L));
        assertEquals(Optional.empty(), Flag.parse(0.5));
        assertEquals(Optional.empty(), Flag.parse(List.of(true)));
        assertEquals(Optional.empty(), Flag.parse(new Secret("yes")));
    }
}
