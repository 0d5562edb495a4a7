package play.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lookup {@code url} against a server of this machine. */
class UrlLookupTest {
    private static final String LOGIN = "Basic bWU6czNjcjN0";

    @TempDir
    Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/lines", exchange -> answer(exchange, 200, "a\nb é\n"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/lines");
            answer(exchange, 302, "");
        });
        server.createContext("/away", exchange -> {
            exchange.getResponseHeaders().set("Location", address(other, "/lines"));
            answer(exchange, 302, "");
        });
        server.createContext("/gone", exchange -> answer(exchange, 410, "no more"));
        server.createContext("/private", exchange -> {
            boolean known = LOGIN.equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"mine\"");
            answer(exchange, known ? 200 : 401, known ? "in" : "");
        });
        other.createContext("/lines", exchange -> answer(exchange, 200, "elsewhere"));
        server.start();
        other.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        other.stop(0);
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        asked.add(exchange.getRequestURI().getPath()
                + " " + exchange.getRequestHeaders().getFirst("User-Agent")
                + " " + exchange.getRequestHeaders().getFirst("Authorization")
                + " " + exchange.getRequestHeaders().getFirst("X-Mine"));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private static String address(HttpServer server, String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Trial.Said play(String expression, String... options) throws IOException {
        String written = expression.replace("SERVER", address(server, ""));
        return new Trial(folder).play("tasks:\n  - debug:\n      msg: \"<{{ " + written + " }}>\"\n", options);
    }

    private void comesTo(String expected, String expression) throws IOException {
        Trial.Said said = play(expression);
        assertEquals(0, said.code(), said.everything());
        assertTrue(said.out().contains("<" + expected + ">"), said.everything());
    }

    private Trial.Said fails(String expression) throws IOException {
        Trial.Said said = play(expression);
        assertEquals(2, said.code(), said.everything());
        return said;
    }

    @Test
    void givesLinesOrTheWholeText() throws IOException {
        comesTo("a;b é", "query('url', 'SERVER/lines') | join(';')");
        comesTo("a,b é", "lookup('url', 'SERVER/lines')");
        comesTo("6", "lookup('ansible.builtin.url', 'SERVER/lines', split_lines=false) | length");
        assertEquals("/lines ansible-httpget null null", asked.getFirst());
    }

    @Test
    void asksAsTheOptionsSay() throws IOException {
        comesTo("a,b é", "lookup('url', 'SERVER/lines', headers={'X-Mine': 'x'}, http_agent='me', force=true)");
        assertEquals(List.of("/lines me null x"), asked);
    }

    @Test
    void goesWhereItIsLedUnlessToldNotTo() throws IOException {
        comesTo("a,b é", "lookup('url', 'SERVER/moved')");
        assertTrue(fails("lookup('url', 'SERVER/moved', follow_redirects='none')")
                .everything()
                .contains("it answers with status 302"));
    }

    @Test
    void logsInWhereItIsAskedTo() throws IOException {
        comesTo("in", "lookup('url', 'SERVER/private', username='me', password='s3cr3t')");
        assertEquals(2, asked.size(), asked::toString);
        comesTo("in", "lookup('url', 'SERVER/private', username='me', password='s3cr3t', force_basic_auth=true)");
        assertEquals(3, asked.size(), asked::toString);
        assertTrue(fails("lookup('url', 'SERVER/private')").everything().contains("it answers with status 401"));
    }

    @Test
    void takesNoLoginToAnotherServer() throws IOException {
        comesTo("elsewhere", "lookup('url', 'SERVER/away', username='me', password='s3cr3t', force_basic_auth=true)");
        assertEquals(List.of("/away ansible-httpget " + LOGIN + " null", "/lines ansible-httpget null null"), asked);
    }

    @Test
    void saysWhyThereIsNoAnswer() throws IOException {
        assertTrue(fails("lookup('url', 'SERVER/gone')").everything().contains("it answers with status 410"));
        assertTrue(fails("lookup('url', 'ftp://127.0.0.1/x')").everything().contains("http:// or https://"));
        assertTrue(fails("lookup('url', 'SERVER/lines', unix_socket='/x')")
                .everything()
                .contains("is Ansible's, and play does not have it"));
        assertFalse(fails("lookup('url', 'http://me:s3cr3t@127.0.0.1:1/x')")
                .everything()
                .contains("me:s3cr3t@127.0.0.1:1/x' gives"));
        comesTo("none", "lookup('url', 'SERVER/gone', errors='ignore') | default('none', true)");
    }

    @Test
    void asksNobodyBeforeTheRun() throws IOException {
        Trial.Said said = play("lookup('url', 'SERVER/lines')", "--syntax-check");
        assertEquals(0, said.code(), said.everything());
        assertEquals(List.of(), asked);
        assertEquals(0, play("lookup('url', 'SERVER/lines')", "--check").code());
        assertFalse(asked.isEmpty());
    }
}
