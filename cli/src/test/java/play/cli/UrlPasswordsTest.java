package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password in a URL of a task is shown nowhere, and serves its purpose. */
class UrlPasswordsTest {
    private static final String PASSWORD = "planted:pass%20word";

    @TempDir
    Path folder = Path.of("/");

    private Trial trial;
    private HttpServer server;
    private String url;

    @BeforeEach
    void serve() throws IOException {
        trial = new Trial(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://app:" + PASSWORD + "@127.0.0.1:" + server.getAddress().getPort();
        String basic = "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString("app:planted:pass word".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        server.createContext("/", exchange -> {
            boolean known = basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            boolean there = exchange.getRequestURI().getPath().equals("/file");
            exchange.sendResponseHeaders(!known ? 401 : there ? 200 : 404, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Trial.Said run(String tasks) throws IOException {
        Trial.Said said = trial.play("tasks:\n" + tasks.replace("URL", url).indent(2), "-vvv", "--diff");
        assertFalse(said.everything().contains("planted"), said::everything);
        return said;
    }

    @Test
    void itIsUsedAndNotShown() throws IOException {
        Trial.Said said = run("""
            - get_url: {url: URL/file, dest: FOLDER/one, checksum: none}
              register: got
            - get_url: {url: URL/file, dest: FOLDER/two, checksum: none, on_target: true}
            - uri: {url: URL/file}
              register: asked
            - debug: {msg: "{{ got }} {{ asked }}"}
            - copy: {dest: FOLDER/three, content: "from URL/file\\n"}
            - command: echo URL/file
            """);
        assertEquals(0, said.code(), said::everything);
        assertTrue(Files.exists(folder.resolve("one")) && Files.exists(folder.resolve("two")));
        assertTrue(Files.readString(folder.resolve("three")).contains("planted"), "what is written is not masked");
    }

    @Test
    void failuresDoNotShowIt() throws IOException {
        Trial.Said said = run("""
            - get_url: {url: URL/none, dest: FOLDER/one, checksum: none}
              ignore_errors: true
            - get_url: {url: URL/none, dest: FOLDER/two, checksum: none, on_target: true}
              ignore_errors: true
            - uri: {url: URL/none}
              ignore_errors: true
            - unarchive: {src: "{{ 'URL/none' }}", dest: FOLDER}
              ignore_errors: true
            - fail: {msg: "no URL/none"}
            """);
        assertEquals(2, said.code(), said::everything);
    }

    @Test
    void neitherDoProblemsFoundWhileLoading() throws IOException {
        Trial.Said said = run("- copy: {src: URL/none, dest: FOLDER/x}\n- unarchive: {src: URL/none, destt: FOLDER}\n");
        assertTrue(said.code() != 0 && said.everything().contains("missing-file"), said::everything);
    }
}
