package play.modules.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Answer;
import play.module.Decision;
import play.module.Procedure;
import play.module.Query;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Unknown;

class NetworkModulesTest {
    private static final UriModule URI = new UriModule();
    private static final WaitForModule WAIT = new WaitForModule();
    private static final HttpRequestModule REQUEST = new HttpRequestModule();

    private final HttpServer server;
    private final String base;

    NetworkModulesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @BeforeEach
    void serve() {
        server.createContext("/json", exchange -> reply(exchange, 200, "application/json", "{\"a\": [1, 2.5, null]}"));
        server.createContext("/gone", exchange -> reply(exchange, 404, "text/plain", "no such thing\n"));
        server.createContext("/moved", NetworkModulesTest::redirect);
        server.createContext("/echo", NetworkModulesTest::echo);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void redirect(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Location", "/json");
        reply(exchange, 302, "text/plain", "elsewhere");
    }

    private static void echo(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var headers = exchange.getRequestHeaders();
        String text = exchange.getRequestMethod() + "|" + headers.getFirst("Content-Type") + "|"
                + headers.getFirst("Authorization") + "|" + headers.getFirst("X-Token") + "|" + body;
        reply(exchange, 201, "text/plain", text);
    }

    private static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (!exchange.getRequestMethod().equals("HEAD")) {
                out.write(bytes);
            }
        }
    }

    private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static <P extends Record> Answer ask(Query<P> query, Map<String, ?> written) {
        P params = Parameters.of(query, written);
        return query.answer(params, LocalHost.reading(query.probes(params)));
    }

    private static Map<String, ?> found(Answer answer) {
        return assertInstanceOf(Answer.Found.class, answer, answer::toString).value();
    }

    @Test
    void uriReadsJsonThroughARedirect() {
        Map<String, ?> result = found(ask(URI, Map.of("url", base + "/moved", "return_content", true)));
        assertEquals(200L, result.get("status"));
        assertEquals(base + "/json", result.get("url"));
        assertEquals("{\"a\": [1, 2.5, null]}", result.get("content"));
        assertEquals(
                java.util.Arrays.asList(1L, 2.5, null),
                assertInstanceOf(Map.class, result.get("json")).get("a"));
        assertEquals("application/json", result.get("content_type"));
    }

    @Test
    void uriReadsTheCharsetThatTheAnswerNames() {
        Map<String, String> types = Map.of(
                "text/plain; charset=iso-8859-1",
                "caf\u00e9",
                "text/plain; charset=\"windows-1252\"",
                "caf\u00e9",
                "text/plain",
                "caf\uFFFD",
                "text/plain; charset=none-such",
                "caf\uFFFD");
        types.forEach((type, text) -> {
            String path = "/charset" + Math.abs(type.hashCode());
            server.createContext(
                    path, exchange -> reply(exchange, type, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
            assertEquals(
                    text,
                    found(ask(URI, Map.of("url", base + path, "return_content", true)))
                            .get("content"),
                    type);
        });
        server.createContext(
                "/json16",
                exchange -> reply(
                        exchange,
                        "application/json; charset=utf-16le",
                        "[\"\u00e9\"]".getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(
                List.of("\u00e9"),
                found(ask(URI, Map.of("url", base + "/json16"))).get("json"));
    }

    @Test
    void uriDoesNotFollowRedirectsUnlessItMay() {
        Map<String, ?> written = Map.of("url", base + "/moved", "follow_redirects", false, "status_code", 302);
        assertEquals("/json", found(ask(URI, written)).get("location"));
    }

    @Test
    void uriSaysWhatWasAnsweredInsteadOfWhatIsWanted() {
        Answer.Waiting waiting = assertInstanceOf(Answer.Waiting.class, ask(URI, Map.of("url", base + "/gone")));
        assertTrue(waiting.why().contains("answered with status 404, wanted 200:\nno such thing"), waiting.why());
        assertEquals(
                404L,
                found(ask(URI, Map.of("url", base + "/gone", "status_code", List.of(200L, 404L))))
                        .get("status"));
    }

    @Test
    void uriTakesHead() {
        assertEquals(
                "",
                found(ask(URI, Map.of("url", base + "/json", "method", "HEAD", "return_content", true)))
                        .get("content"));
    }

    @Test
    void uriSaysWhyNobodyAnswers() throws IOException {
        int free = freePort();
        Answer.Waiting waiting =
                assertInstanceOf(Answer.Waiting.class, ask(URI, Map.of("url", "http://127.0.0.1:" + free)));
        assertTrue(waiting.why().contains("got no answer: curl: (7)"), waiting.why());
    }

    @Test
    void uriSendsSecretsThatAreNotShown() {
        Map<String, Object> written =
                new HashMap<>(Map.of("url", base + "/echo", "status_code", 201, "return_content", true));
        written.putAll(
                Map.of("url_username", "ada", "url_password", "p\"w\\1", "headers", Map.of("X-Token", "tok\"en")));
        UriModule.Params params = Parameters.of(URI, written);
        StateKey<?> key = URI.probes(params).getFirst();
        assertFalse(
                (params + " " + key + key.family()).contains("tok"),
                key.family().toString());
        String content = String.valueOf(
                found(URI.answer(params, LocalHost.reading(List.of(key)))).get("content"));
        assertEquals("GET|null|Basic YWRhOnAid1wx|tok\"en|", content);
    }

    @Test
    void uriActsByMethodsThatMayChangeSomethingAndTellsNoChange() {
        assertTrue(URI.acting(Parameters.of(URI, Map.of("url", base, "method", "head")))
                .isEmpty());
        UriModule.Params params = Parameters.of(
                URI,
                Map.of(
                        "url",
                        base + "/echo",
                        "method",
                        "PUT",
                        "body",
                        Map.of("a b", List.of("x&y", 1L)),
                        "body_format",
                        "form-urlencoded",
                        "return_content",
                        true,
                        "status_code",
                        201));
        Procedure<UriModule.Params> acting = URI.acting(params).orElseThrow();
        assertFalse(acting.changes());
        Decision.Do sent = assertInstanceOf(Decision.Do.class, acting.decide(params, new KnownStates()));
        assertEquals(
                "PUT|application/x-www-form-urlencoded|null|null|a+b=x%26y&a+b=1",
                acting.result(params, LocalHost.run(sent.run().script())).get("content"));
    }

    @Test
    void uriMayActUnlessItsMethodOnlyAsks() {
        assertFalse(URI.mayAct(Map.of("url", Optional.empty())));
        assertFalse(URI.mayAct(Map.of("method", Optional.of("get"))));
        assertTrue(URI.mayAct(Map.of("method", Optional.of("POST"))));
        assertTrue(URI.mayAct(Map.of("method", Optional.empty())));
    }

    @Test
    void uriAsksWithABody() {
        Map<String, Object> written = Map.of(
                "url",
                base + "/echo",
                "body",
                Map.of("q", "x"),
                "body_format",
                "json",
                "return_content",
                true,
                "status_code",
                201);
        assertEquals(
                "GET|application/json|null|null|{\"q\": \"x\"}",
                found(ask(URI, written)).get("content"));
    }

    @Test
    void aBodyThatOnlyTheRunTellsIsNotSent() {
        UriModule.Params params =
                Parameters.of(URI, Map.of("url", base, "body", Map.of("q", new Unknown("'x' was not run"))));
        Decision.Undetermined unknown = assertInstanceOf(
                Decision.Undetermined.class, URI.acting(params).orElseThrow().decide(params, new KnownStates()));
        assertEquals("the body is known only after the run: 'x' was not run", unknown.why());
    }

    @Test
    void redirectsAreFollowedAsTheTaskSays() {
        assertEquals("/json", found(ask(URI, redirected("none"))).get("location"));
        assertEquals(
                base + "/json",
                found(ask(URI, Map.of("url", base + "/moved", "follow_redirects", "all")))
                        .get("url"));
        UriModule.Params post = Parameters.of(URI, Map.of("url", base, "method", "POST"));
        assertFalse(post.options().follows("POST"));
        assertTrue(post.options().follows("GET"));
    }

    private Map<String, Object> redirected(String follow) {
        return Map.of("url", base + "/moved", "follow_redirects", follow, "status_code", 302);
    }

    @Test
    void aRequestSendsItsBodyAsItIs() {
        String body = "{\"a\": \"x\\ny\", \"b\": \"'@$(id)%{http_code}\"}\nend";
        ScriptResult done =
                send(Map.of("url", base + "/echo", "body", body, "body_format", "json", "status_code", 201));
        HttpRequestModule.Params params =
                Parameters.of(REQUEST, Map.of("url", base, "return_content", true, "status_code", 201));
        assertEquals(
                "POST|application/json|null|null|" + body,
                REQUEST.result(params, done).get("content"));
        assertTrue(REQUEST.failure(params, done).isEmpty());
        assertTrue(REQUEST.failure(Parameters.of(REQUEST, Map.of("url", base)), done)
                .orElseThrow()
                .contains("status 201, wanted 200"));
    }

    @Test
    void aRequestHasAnyMethod() {
        ScriptResult done = send(Map.of("url", base + "/echo", "method", "DELETE"));
        HttpRequestModule.Params params = Parameters.of(REQUEST, Map.of("url", base, "return_content", true));
        assertEquals("DELETE|null|null|null|", REQUEST.result(params, done).get("content"));
    }

    private static ScriptResult send(Map<String, ?> written) {
        HttpRequestModule.Params params = Parameters.of(REQUEST, written);
        return LocalHost.run(assertInstanceOf(Decision.Do.class, REQUEST.decide(params, new KnownStates()))
                .run()
                .script());
    }

    @Test
    void anOpenPortIsFound() {
        int port = server.getAddress().getPort();
        assertEquals((long) port, found(ask(WAIT, Map.of("port", port))).get("port"));
        assertTrue(assertInstanceOf(Answer.Waiting.class, ask(WAIT, Map.of("port", port, "state", "stopped")))
                .why()
                .contains("still accepts"));
    }

    @Test
    void aClosedPortIsWaitedForWithWhatListensInstead() throws IOException {
        int free = freePort();
        Answer.Waiting waiting =
                assertInstanceOf(Answer.Waiting.class, ask(WAIT, Map.of("port", free, "msg", "no API")));
        assertTrue(
                waiting.why().startsWith("no API (127.0.0.1 port " + free + " accepts no connection"), waiting.why());
        assertTrue(waiting.why().contains(String.valueOf(server.getAddress().getPort())), waiting.why());
        found(ask(WAIT, Map.of("port", free, "state", "stopped")));
    }

    @Test
    void whatAServerSaysIsSearched() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(socket));
            Map<String, Object> written =
                    Map.of("port", socket.getLocalPort(), "search_regex", "^hello (\\w+)$", "connect_timeout", 2);
            assertEquals(List.of("there"), found(ask(WAIT, written)).get("match_groups"));
            assertInstanceOf(
                    Answer.Waiting.class,
                    ask(WAIT, Map.of("port", socket.getLocalPort(), "search_regex", "bye", "connect_timeout", 1)));
        }
    }

    private static void greet(ServerSocket socket) {
        try {
            while (true) {
                // Left open: a server that has spoken need not close.
                socket.accept().getOutputStream().write("hello there\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void everyWayToTryAPortTellsTheSame(@TempDir Path tools) throws IOException {
        int open = server.getAddress().getPort();
        int closed = freePort();
        Ports ports = new Ports(Duration.ofSeconds(30), false);
        List<StateKey<Port>> keys = List.of(ports.at("127.0.0.1", open), ports.at("127.0.0.1", closed));
        for (String way : List.of("bash timeout", "curl", "")) {
            Path only = Files.createDirectory(tools.resolve("only " + way));
            install(only, "awk grep base64 tr head " + way);
            var states = ports.parse(
                    keys,
                    LocalHost.run(
                            Script.of("PATH='" + only + "'\n" + ports.read(keys).text())));
            assertTrue(String.valueOf(states.get(keys.getFirst())).contains("Open"), way + states);
            assertTrue(String.valueOf(states.get(keys.getLast())).contains("Closed"), way + states);
        }
    }

    @Test
    void aHostWithoutToolsCannotTellAboutOthers(@TempDir Path tools) {
        install(tools, "awk base64 tr head");
        Ports ports = new Ports(Duration.ofSeconds(2), false);
        List<StateKey<Port>> keys = List.of(ports.at("192.0.2.1", 80));
        var states = ports.parse(
                keys,
                LocalHost.run(
                        Script.of("PATH=" + tools + "\n" + ports.read(keys).text())));
        assertTrue(String.valueOf(states.get(keys.getFirst())).contains("install bash, nc or curl"), states.toString());
    }

    @Test
    void aFileIsWaitedForAndSearched(@TempDir Path folder) throws IOException {
        Path flag = folder.resolve("flag");
        Map<String, Object> written = Map.of("path", flag.toString(), "search_regex", "^ready$");
        assertInstanceOf(Answer.Waiting.class, ask(WAIT, written));
        Files.writeString(flag, "starting\n");
        assertTrue(
                assertInstanceOf(Answer.Waiting.class, ask(WAIT, written)).why().contains("nothing that matches"));
        Files.writeString(flag, "starting\nready\n");
        found(ask(WAIT, written));
        assertInstanceOf(Answer.Waiting.class, ask(WAIT, Map.of("path", flag.toString(), "state", "absent")));
    }

    @Test
    void anAnswerThatIsCutShortIsNone() {
        HttpReply cut = HttpReply.parse(play.value.Bytes.of("HTTP/1.1 200 OK\r\n\r\nabc"), "");
        assertInstanceOf(HttpReply.Unanswered.class, cut);
    }

    /** Puts these tools, and no others, into a folder. */
    private static void install(Path folder, String tools) {
        String write = "printf '#!/bin/sh\\nexec %s \"$@\"\\n' \"$(command -v $t)\" >$t; chmod +x $t";
        LocalHost.run(Script.of("cd '" + folder + "'; for t in " + tools + "; do " + write + "; done"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
