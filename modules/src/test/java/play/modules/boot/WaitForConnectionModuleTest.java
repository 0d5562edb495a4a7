package play.modules.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import play.module.Patience;
import play.testkit.Parameters;

class WaitForConnectionModuleTest {
    /** A host that is about to go down still answers. */
    @Test
    void waitsBeforeTheFirstAttempt() {
        WaitForConnectionModule module = new WaitForConnectionModule();
        WaitForConnectionModule.Params params = Parameters.of(module, Map.of("delay", 30, "timeout", 90));
        assertEquals(
                Optional.of(Duration.ofSeconds(30)), module.patience(params).map(Patience::delay));
        assertEquals(Optional.of(Duration.ofSeconds(90)), module.connects(params));
    }
}
