package play.modules.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Map;
import org.junit.jupiter.api.Test;
import play.module.Answer;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class PingModuleTest {
    private static final PingModule MODULE = new PingModule();

    private static Answer answer(Map<String, Object> written) {
        PingModule.Params params = Parameters.of(MODULE, written);
        return MODULE.answer(params, LocalHost.reading(MODULE.probes(params)));
    }

    @Test
    void aHostThatAnswersReturnsTheData() {
        assertEquals(new Answer.Found(Map.of("ping", "pong")), answer(Map.of()));
        assertEquals(new Answer.Found(Map.of("ping", "x")), answer(Map.of("data", "x")));
    }

    @Test
    void aCrashIsThereForTheAsking() {
        assertInstanceOf(Answer.Failed.class, answer(Map.of("data", "crash")));
    }
}
