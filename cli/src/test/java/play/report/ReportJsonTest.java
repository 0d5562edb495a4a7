package play.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As Ansible prints it, whether for people, for programs or for a file. */
class ReportJsonTest {
    @Test
    void charactersAreEscapedInOneWay() {
        String text = "\u001b[2J\u000b\u009b\u202eé\"\\\n";
        String quoted = "\"\\u001b[2J\\u000b\\u009b\\u202eé\\\"\\\\\\n\"";
        assertEquals(quoted, ReportJson.text(text, false));
        assertEquals(quoted, ReportJson.text(text, true));
        assertEquals("{" + quoted + ": [" + quoted + "]}", ReportJson.console(Map.of(text, List.of(text)), false));
    }

    @Test
    void numbersAreThoseOfPython() {
        assertEquals(
                "{\"n\": [1e+16, 2.5, 3, true]}", ReportJson.console(Map.of("n", List.of(1e16, 2.5, 3L, true)), false));
    }
}
