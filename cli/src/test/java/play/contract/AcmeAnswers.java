package play.contract;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What an authority that speaks ACME answers, as Pebble did; signatures are not looked at. */
final class AcmeAnswers implements HttpHandler {
    static final String PATH = "/acme/";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String base = "http://" + exchange.getRequestHeaders().getFirst("Host") + PATH;
        String asked = exchange.getRequestURI().getPath().substring(PATH.length());
        Headers headers = exchange.getResponseHeaders();
        headers.add("Replay-Nonce", "n1");
        if (asked.equals("account") || asked.equals("new-order")) {
            headers.add("Location", base + asked.replace("new-", "") + "/1");
        }
        byte[] body = answer(asked).replace("BASE/", base).getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(asked.equals("new-order") ? 201 : 200, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String answer(String asked) {
        return switch (asked) {
            case "dir" ->
                "{\"newNonce\": \"BASE/nonce\", \"newAccount\": \"BASE/account\", \"newOrder\":"
                        + " \"BASE/new-order\"}";
            case "new-order" ->
                "{\"status\": \"pending\", \"identifiers\": [{\"type\": \"dns\", \"value\": \"a\"}],"
                        + " \"finalize\": \"BASE/finalize\", \"authorizations\": [\"BASE/authz\"]}";
            case "authz" ->
                "{\"status\": \"pending\", \"identifier\": {\"type\": \"dns\", \"value\": \"a\"},"
                        + " \"challenges\": [{\"type\": \"http-01\", \"url\": \"BASE/c1\", \"token\": \"t1\"},"
                        + " {\"type\": \"dns-01\", \"url\": \"BASE/c2\", \"token\": \"t2\"}]}";
            default -> "{\"status\": \"valid\", \"contact\": []}";
        };
    }
}
