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

    /** One rule for what is written and for what a template comes to. */
    @ParameterizedTest
    @CsvSource({
        "RETRIES, 3, true",
        "RETRIES, -1, false",
        "RETRIES, 1.5, false",
        "DELAY, 0.5, true",
        "DELAY, -1, false",
        "PAUSE, 30%, false",
        "TIMEOUT, 1.5, false",
        "TIMEOUT, 0, true",
        "PORT, 0, false",
        "PORT, 65535, true",
        "SERIAL, -1, true",
        "SERIAL, 1.5, false",
        "SERIAL, 33.3%, true",
        "SERIAL, -30%, false",
        "MAX_FAIL_PERCENTAGE, 30 %, true",
        "MAX_FAIL_PERCENTAGE, 130, false",
        "RETRIES, 1000000000, false"
    })
    void keywordsTakeTheirNumbers(NumberKeyword keyword, String written, boolean taken) {
        assertEquals(taken, keyword.read(written).isPresent());
    }
}
