package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Gates that wait, and requests that are made again until they come true. */
class WaitingTest extends TrialTest {
    /** What a server answers is known though it is not what is wanted. */
    @Test
    void aRefusedRequestTellsItsStatus() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = "{\"ready\": false}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(asked.incrementAndGet() % 3 == 0 ? 200 : 503, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Trial.Said said = trial.play(
                    """
                vars: {url: "http://127.0.0.1:PORT/"}
                tasks:
                  - uri: {url: "{{ url }}"}
                    register: asked
                    until: asked.status == 200
                    retries: 5
                    delay: 0
                  - assert: {that: [asked.attempts == 3, asked.json.ready == false, not asked.redirected]}
                  - uri: {url: "{{ url }}"}
                    register: asked
                    failed_when: asked.status not in [200, 503]
                  - assert: {that: [asked.status == 503, asked.json.ready == false, asked.elapsed < 60]}
                  - uri: {url: "{{ url }}", method: POST}
                    register: asked
                    failed_when: asked.status != 503
                  - uri: {url: "{{ url }}", dest: FOLDER/x}
                    register: asked
                    ignore_errors: true
                  - assert: {that: [asked.status == 200, asked is changed]}
                  - uri: {url: "http://127.0.0.1:9/"}
                    register: asked
                    failed_when: asked.status != -1
                """.replace("PORT", String.valueOf(server.getAddress().getPort())));
            assertEquals(0, said.code(), said::everything);
        } finally {
            server.stop(0);
        }
    }

    /** A gate that is to wait first does so. */
    @Test
    void aDelayIsPartOfTheTimeThatIsTold() throws IOException {
        Trial.Said said = trial.play("""
            tasks:
              - wait_for_connection: {delay: 1}
                register: connected
              - wait_for: {path: /, delay: 1}
                register: there
              - assert: {that: [connected.elapsed >= 1, there.elapsed >= 1]}
            """);
        assertEquals(0, said.code(), said::everything);
    }
}
