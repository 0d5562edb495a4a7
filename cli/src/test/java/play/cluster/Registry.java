package play.cluster;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry that has one image, under every name, for who knows the password. */
final class Registry implements AutoCloseable {
    static final String USER = "nodes";

    /** With what settings and templates might stumble over. */
    static final String PASSWORD = "h\"unter\\2 {{ no }} %s $HOME'";

    private final ImageArchive image;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final SecureServer server;

    Registry(String address, Path folder, ImageArchive image) throws Exception {
        this.image = image;
        this.server = SecureServer.at(address, folder, this::answer);
    }

    SecureServer server() {
        return server;
    }

    /** Lines {@code STATUS METHOD PATH?QUERY} since the last time. */
    List<String> requests() {
        List<String> seen = List.copyOf(requests);
        requests.clear();
        return seen;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String wanted =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (!wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"lab\"");
            answered(exchange, 401, new byte[0]);
        } else if (path.contains("/manifests/")) {
            exchange.getResponseHeaders().set("Content-Type", ImageArchive.MANIFEST);
            exchange.getResponseHeaders().set("Docker-Content-Digest", ImageArchive.digest(image.manifest()));
            answered(exchange, 200, image.manifest());
        } else if (path.contains("/blobs/") && image.blobs().containsKey(name)) {
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            answered(exchange, 200, Objects.requireNonNull(image.blobs().get(name)));
        } else {
            answered(exchange, path.equals("/v2/") ? 200 : 404, new byte[0]);
        }
    }

    private void answered(HttpExchange exchange, int status, byte[] body) throws IOException {
        requests.add(status + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI());
        SecureServer.answer(exchange, status, body);
    }

    @Override
    public void close() {
        server.close();
    }
}
