package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are fetched anew each time: a change is one where something else has come. */
class GetUrlTest {
    @TempDir
    Path folder = Path.of("/");

    private HttpServer server;
    private String served = "one\n";

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = served.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Trial.Said fetch(String more, String... options) throws IOException {
        Trial.Said said =
                new Trial(folder).play("""
                tasks:
                  - get_url: {url: "http://127.0.0.1:%d/file", dest: FOLDER/file, force: true, %s}
                """.formatted(server.getAddress().getPort(), more), options);
        assertEquals(0, said.code(), said::everything);
        return said;
    }

    private static void assertChanged(int tasks, Trial.Said said) {
        assertTrue(said.out().contains("changed=" + tasks + " "), said::everything);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsThereAlreadyStays(boolean onTarget) throws IOException {
        String by = "on_target: " + onTarget;
        Path file = folder.resolve("file");
        assertChanged(1, fetch(by));
        FileTime old = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));
        Files.setLastModifiedTime(file, old);
        assertChanged(0, fetch(by));
        assertEquals(old, Files.getLastModifiedTime(file));
        assertChanged(1, fetch(by + ", mode: '0600'"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertChanged(1, fetch(by, "--check"));
        served = "two\n";
        assertChanged(1, fetch(by));
        assertEquals("two\n", Files.readString(file));
    }
}
