package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ScriptResult;
import play.host.ShellWords;
import play.module.ProductionException;
import play.module.Workshop;
import play.testkit.LocalHost;
import play.value.Content;

/** A server whose certificate nobody has signed, and which is another's. */
class UnknownServerTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    Path folder = Path.of("/");

    private Optional<HttpsServer> server = Optional.empty();

    @BeforeEach
    void serve() throws Exception {
        HttpsServer made = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        made.setHttpsConfigurator(new HttpsConfigurator(context()));
        made.createContext("/", exchange -> {
            byte[] body = "hello\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        made.start();
        server = Optional.of(made);
    }

    @AfterEach
    void stop() {
        server.ifPresent(made -> made.stop(0));
    }

    private SSLContext context() throws Exception {
        Path keys = folder.resolve("keys.p12");
        String keytool = ShellWords.quote(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString());
        ScriptResult made = LocalHost.run(Script.of(keytool + " -genkeypair -alias a -keyalg EC -dname CN=elsewhere"
                + " -storetype PKCS12 -storepass changeit -keystore " + ShellWords.quote(keys.toString())));
        assertTrue(made.succeeded(), made::err);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private Content fetched(boolean validates) throws Exception {
        int port = server.orElseThrow().getAddress().getPort();
        Download download = new Download(
                "https://127.0.0.1:" + port + "/x", Optional.empty(), Map.of(), Duration.ofSeconds(10), validates);
        Workshop workshop = new Workshop(
                folder.resolve("state"),
                folder.resolve("cache"),
                folder,
                InstantSource.system(),
                new Random(1),
                Optional.empty(),
                line -> {});
        return new DownloadProducer().produce(download, workshop).getOrDefault(Download.PART, Content.of(""));
    }

    @Test
    void isRefused() {
        ProductionException e = assertThrows(ProductionException.class, () -> fetched(true));
        assertTrue(String.valueOf(e.getMessage()).contains("cannot fetch"), e.getMessage());
        assertTrue(String.valueOf(e.getMessage()).contains("shows no valid certificate"), e.getMessage());
        assertFalse(String.valueOf(e.getMessage()).contains("times"), e.getMessage());
    }

    @Test
    void isTakenWhereTheTaskAsksForIt() throws Exception {
        Content.LocalFile file = assertInstanceOf(Content.LocalFile.class, fetched(false));
        assertEquals("hello\n", Files.readString(file.path()));
    }
}
