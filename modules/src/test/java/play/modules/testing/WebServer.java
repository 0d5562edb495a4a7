package play.modules.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A web server of this machine that knows some paths: /json, /gone, /moved, and /echo, which says what was sent. */
public final class WebServer implements AutoCloseable {
    private final HttpServer server;

    public WebServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/json", exchange -> reply(exchange, 200, "application/json", bytes("{\"a\": [1, 2.5, null]}")));
        answer("/gone", exchange -> reply(exchange, 404, "text/plain", bytes("no such thing\n")));
        answer("/moved", WebServer::redirect);
        answer("/echo", WebServer::echo);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public void answer(String path, HttpHandler handler) {
        server.createContext(path, handler);
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "/json");
        reply(exchange, 302, "text/plain", bytes("elsewhere"));
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        String text = exchange.getRequestMethod() + "|" + headers.getFirst("Content-Type") + "|"
                + headers.getFirst("Authorization") + "|" + headers.getFirst("X-Token") + "|" + body;
        reply(exchange, 201, "text/plain", bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        boolean bare = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, bare ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!bare) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
