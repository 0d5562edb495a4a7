package play.modules.acme;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import play.host.Script;
import play.modules.testing.Daemon;
import play.modules.testing.Programs;
import play.testkit.LocalHost;

/** Let's Encrypt's test server, with the name server and the web server that it asks, all on loopback. */
final class Pebble implements AutoCloseable {
    private final int port = Daemon.freePort();
    private final int names = Daemon.freePort();
    private final int control = Daemon.freePort();
    private final Map<String, String> shown = new ConcurrentHashMap<>();
    private final HttpServer web;
    private final Daemon server;
    private final Daemon nameServer;

    Pebble(Path folder) throws IOException {
        web = HttpServer.create(new InetSocketAddress("127.0.0.1", Daemon.freePort()), 5);
        web.createContext("/", exchange -> {
            byte[] body = Objects.requireNonNullElse(
                            shown.get(exchange.getRequestURI().getPath()), "nothing here")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
        nameServer = Daemon.start(
                folder.resolve("names.log"),
                List.of(
                        Programs.path("pebble-challtestsrv"),
                        "-defaultIPv6",
                        "",
                        "-dnsserver",
                        "127.0.0.1:" + names,
                        "-management",
                        "127.0.0.1:" + control,
                        "-http01",
                        "",
                        "-https01",
                        "",
                        "-tlsalpn01",
                        "",
                        "-doh",
                        ""));
        LocalHost.run(Script.of("cd '" + folder + "'\nopenssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
                + " -nodes -days 2 -subj /CN=pebble -addext subjectAltName=IP:127.0.0.1 -keyout tls.key -out tls.crt"));
        Path config = folder.resolve("pebble.json");
        Files.writeString(config, """
            {"pebble": {"listenAddress": "127.0.0.1:%d", "certificate": "%s", "privateKey": "%s", "httpPort": %d,
              "tlsPort": 1, "ocspResponderURL": "", "externalAccountBindingRequired": false,
              "retryAfter": {"authz": 1, "order": 1}}}
            """.formatted(
                        port,
                        folder.resolve("tls.crt"),
                        folder.resolve("tls.key"),
                        web.getAddress().getPort()));
        server = Daemon.start(
                folder.resolve("pebble.log"),
                List.of(
                        "env",
                        "PEBBLE_VA_NOSLEEP=1",
                        "PEBBLE_WFE_NONCEREJECT=20",
                        Programs.path("pebble"),
                        "-config",
                        config.toString(),
                        "-dnsserver",
                        "127.0.0.1:" + names));
        awaitStart();
    }

    private void awaitStart() {
        int exit = LocalHost.run(Script.of("for i in $(seq 100); do curl -skf -o /dev/null '" + directory()
                        + "' && exit 0; sleep 0.2; done; exit 1"))
                .exitCode();
        if (exit != 0) {
            throw new AssertionError("pebble does not start: " + server.words());
        }
    }

    String directory() {
        return "https://127.0.0.1:" + port + "/dir";
    }

    /** What a web server of whatever name shows at a path. */
    void show(String resource, String value) {
        shown.put("/" + resource, value);
    }

    /** Has a record of DNS say something. */
    void record(String name, String value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control + "/set-txt"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"host\":\"" + name + ".\",\"value\":\"" + value + "\"}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new AssertionError("the name server answers " + status);
            }
        }
    }

    String words() {
        return server.words();
    }

    @Override
    public void close() {
        server.close();
        nameServer.close();
        web.stop(0);
    }
}
