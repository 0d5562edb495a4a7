package play.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {
    /** What passes when a playbook is loaded has its number when it runs. */
    @ParameterizedTest
    @CsvSource({"30%, 30%", "' 30 % ', 30%", "2.5, 2.5", "1e3, ''", "%, ''", "3 0, ''"})
    void readsNumbersAndPercentagesAsTheyAreWritten(String written, String told) {
        assertEquals(told, Amount.of(written).map(Amount::text).orElse(""));
    }
}
