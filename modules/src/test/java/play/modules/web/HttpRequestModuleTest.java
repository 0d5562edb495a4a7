package play.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import play.host.ScriptResult;
import play.module.Decision;
import play.modules.testing.WebServer;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;

class HttpRequestModuleTest {
    private static final HttpRequestModule MODULE = new HttpRequestModule();

    private final WebServer server;

    HttpRequestModuleTest() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRequestSendsItsBodyAsItIs() {
        String body = "{\"a\": \"x\\ny\", \"b\": \"'@$(id)%{http_code}\"}\nend";
        ScriptResult done =
                send(Map.of("url", server.url() + "/echo", "body", body, "body_format", "json", "status_code", 201));
        HttpRequestModule.Params params =
                Parameters.of(MODULE, Map.of("url", server.url(), "return_content", true, "status_code", 201));
        assertEquals(
                "POST|application/json|null|null|" + body,
                MODULE.result(params, done).get("content"));
        assertTrue(MODULE.failure(params, done).isEmpty());
        assertTrue(MODULE.failure(Parameters.of(MODULE, Map.of("url", server.url())), done)
                .orElseThrow()
                .contains("Status code was 201 and not [200]"));
    }

    @Test
    void aRequestHasAnyMethod() {
        ScriptResult done = send(Map.of("url", server.url() + "/echo", "method", "DELETE"));
        HttpRequestModule.Params params = Parameters.of(MODULE, Map.of("url", server.url(), "return_content", true));
        assertEquals("DELETE|null|null|null|", MODULE.result(params, done).get("content"));
    }

    private static ScriptResult send(Map<String, ?> written) {
        HttpRequestModule.Params params = Parameters.of(MODULE, written);
        return LocalHost.run(assertInstanceOf(Decision.Do.class, MODULE.decide(params, new KnownStates()))
                .run()
                .script());
    }
}
