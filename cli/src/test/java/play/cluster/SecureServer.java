package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server of this machine that hosts of a lab reach, with a certificate that nobody else has signed. */
final class SecureServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private static final String ALIAS = "server";

    private final HttpsServer server;
    private final String certificate;

    private SecureServer(HttpsServer server, String certificate) {
        this.server = server;
        this.certificate = certificate;
    }

    /**
     * @param address of this machine
     * @param folder for its key
     */
    static SecureServer at(String address, Path folder, HttpHandler handler) throws Exception {
        KeyStore keys = keys(address, folder.resolve("server.p12"));
        HttpsServer server = HttpsServer.create(new InetSocketAddress(address, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        server.createContext("/", handler);
        server.start();
        return new SecureServer(server, pem(keys.getCertificate(ALIAS)));
    }

    private static KeyStore keys(String address, Path file) throws Exception {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-dname",
                "CN=lab",
                "-ext",
                "san=ip:" + address,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        Process made = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(made.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, made.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new javax.net.ssl.TrustManager[0], new java.security.SecureRandom());
        return context;
    }

    private static String pem(Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** HOST:PORT. */
    String authority() {
        InetSocketAddress at = server.getAddress();
        return at.getAddress().getHostAddress() + ":" + at.getPort();
    }

    String url() {
        return "https://" + authority();
    }

    /** In PEM: the server's certificate is its own authority. */
    String certificate() {
        return certificate;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** Answers a request, with a body unless only its head is asked for. */
    static void answer(com.sun.net.httpserver.HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
