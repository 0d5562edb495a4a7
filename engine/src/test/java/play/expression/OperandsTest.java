package play.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OperandsTest {
    @Test
    void tellsWhatAConditionReads() {
        Scope scope = TestScope.of(Map.of("r", Map.of("rc", 1L)));
        assertEquals("r.rc == 0 (r.rc is 1)", Operands.told("r.rc == 0", scope, UnaryOperator.identity()));
    }

    @Test
    void showsNoPartOfASecretWhereAValueIsCut() {
        Scope scope = TestScope.of(Map.of("out", "x".repeat(290) + "S3cretS3cret" + "y".repeat(200)));
        String told = Operands.told("'ok' in out", scope, text -> text.replace("S3cretS3cret", "***"));
        assertFalse(told.contains("S3"), told);
        assertTrue(told.contains("characters)"), told);
    }
}
