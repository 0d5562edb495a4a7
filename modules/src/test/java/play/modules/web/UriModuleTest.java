package play.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static play.modules.testing.Asking.ask;
import static play.modules.testing.Asking.found;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import play.host.StateKey;
import play.module.Answer;
import play.module.Decision;
import play.module.Procedure;
import play.modules.testing.Daemon;
import play.modules.testing.WebServer;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Unknown;

class UriModuleTest {
    private static final UriModule MODULE = new UriModule();

    private final WebServer server;

    UriModuleTest() throws IOException {
        server = new WebServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void readsJsonThroughARedirect() {
        Map<String, ?> result = found(ask(MODULE, Map.of("url", server.url() + "/moved", "return_content", true)));
        assertEquals(200L, result.get("status"));
        assertEquals(server.url() + "/json", result.get("url"));
        assertEquals("{\"a\": [1, 2.5, null]}", result.get("content"));
        assertEquals(
                java.util.Arrays.asList(1L, 2.5, null),
                assertInstanceOf(Map.class, result.get("json")).get("a"));
        assertEquals("application/json", result.get("content_type"));
    }

    @Test
    void readsTheCharsetThatTheAnswerNames() {
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
            server.answer(
                    path,
                    exchange ->
                            WebServer.reply(exchange, 200, type, "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1)));
            assertEquals(
                    text,
                    found(ask(MODULE, Map.of("url", server.url() + path, "return_content", true)))
                            .get("content"),
                    type);
        });
        server.answer(
                "/json16",
                exchange -> WebServer.reply(
                        exchange,
                        200,
                        "application/json; charset=utf-16le",
                        "[\"\u00e9\"]".getBytes(StandardCharsets.UTF_16LE)));
        assertEquals(
                List.of("\u00e9"),
                found(ask(MODULE, Map.of("url", server.url() + "/json16"))).get("json"));
    }

    /** An address is given a path where it has none, which leads nowhere else. */
    @Test
    void anAddressWithoutAPathIsNoRedirect() {
        server.answer("/", exchange -> WebServer.reply(exchange, 200, "text/plain", new byte[] {'x'}));
        assertEquals(false, found(ask(MODULE, Map.of("url", server.url()))).get("redirected"));
        assertEquals(
                true, found(ask(MODULE, Map.of("url", server.url() + "/moved"))).get("redirected"));
    }

    @Test
    void doesNotFollowRedirectsUnlessItMay() {
        Map<String, ?> written = Map.of("url", server.url() + "/moved", "follow_redirects", false, "status_code", 302);
        assertEquals("/json", found(ask(MODULE, written)).get("location"));
    }

    @Test
    void saysWhatWasAnsweredInsteadOfWhatIsWanted() {
        Answer.Failed refused =
                assertInstanceOf(Answer.Failed.class, ask(MODULE, Map.of("url", server.url() + "/gone")));
        assertEquals(
                "Status code was 404 and not [200]: GET " + server.url() + "/gone answered:\nno such thing",
                refused.why());
        assertEquals(404L, refused.value().get("status"));
        assertEquals("text/plain", refused.value().get("content_type"));
        assertEquals(
                404L,
                found(ask(MODULE, Map.of("url", server.url() + "/gone", "status_code", List.of(200L, 404L))))
                        .get("status"));
    }

    @Test
    void tellsCookiesAndSendsThemOnTheWay() {
        server.answer("/login", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "id=a1; Path=/; Expires=Wed, 21 Oct 2099 07:28:00 GMT");
            exchange.getResponseHeaders().add("set-cookie", "theme = dark;HttpOnly");
            exchange.getResponseHeaders().add("Location", "/home");
            WebServer.reply(exchange, 302, "text/plain", new byte[0]);
        });
        server.answer("/home", exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "id=b2; Path=/");
            String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
            WebServer.reply(exchange, 200, "text/plain", sent.getBytes(StandardCharsets.UTF_8));
        });
        Map<String, ?> result = found(ask(MODULE, Map.of("url", server.url() + "/login", "return_content", true)));
        assertEquals(Map.of("id", "b2", "theme", "dark"), result.get("cookies"));
        assertEquals("id=b2; theme=dark", result.get("cookies_string"));
        assertTrue(String.valueOf(result.get("content")).contains("id=a1"), result::toString);
        assertEquals(true, result.get("redirected"));
    }

    @Test
    void takesHead() {
        assertEquals(
                "",
                found(ask(MODULE, Map.of("url", server.url() + "/json", "method", "HEAD", "return_content", true)))
                        .get("content"));
    }

    @Test
    void saysWhyNobodyAnswers() throws IOException {
        int free = Daemon.freePort();
        Answer.Failed refused =
                assertInstanceOf(Answer.Failed.class, ask(MODULE, Map.of("url", "http://127.0.0.1:" + free)));
        assertTrue(refused.why().startsWith("Status code was -1 and not [200]: GET http://127.0.0.1:" + free));
        assertTrue(refused.why().contains("got no answer: curl: (7)"), refused.why());
        assertEquals(-1L, refused.value().get("status"));
    }

    @Test
    void sendsSecretsThatAreNotShown() {
        Map<String, Object> written =
                new HashMap<>(Map.of("url", server.url() + "/echo", "status_code", 201, "return_content", true));
        written.putAll(
                Map.of("url_username", "ada", "url_password", "p\"w\\1", "headers", Map.of("X-Token", "tok\"en")));
        UriModule.Params params = Parameters.of(MODULE, written);
        StateKey<?> key = MODULE.probes(params).getFirst();
        assertFalse(
                (params + " " + key + key.family()).contains("tok"),
                key.family().toString());
        String content = String.valueOf(
                found(MODULE.answer(params, LocalHost.reading(List.of(key)))).get("content"));
        assertEquals("GET|null|Basic YWRhOnAid1wx|tok\"en|", content);
    }

    @Test
    void actsByMethodsThatMayChangeSomethingAndTellsNoChange() {
        assertTrue(MODULE.acting(Parameters.of(MODULE, Map.of("url", server.url(), "method", "head")))
                .isEmpty());
        Map<String, @Nullable Object> fields =
                new TreeMap<>(Map.of("a b", List.of("x&y", 1L, true), "c", Boolean.FALSE));
        fields.put("none", null);
        UriModule.Params params = Parameters.of(
                MODULE,
                Map.of(
                        "url",
                        server.url() + "/echo",
                        "method",
                        "PUT",
                        "body",
                        fields,
                        "body_format",
                        "form-urlencoded",
                        "return_content",
                        true,
                        "status_code",
                        201));
        Procedure<UriModule.Params> acting = MODULE.acting(params).orElseThrow();
        assertFalse(acting.changes());
        Decision.Do sent = assertInstanceOf(Decision.Do.class, acting.decide(params, new KnownStates()));
        assertEquals(
                "PUT|application/x-www-form-urlencoded|null|null|a+b=x%26y&a+b=1&a+b=True&c=False",
                acting.result(params, LocalHost.run(sent.run().script())).get("content"));
    }

    @Test
    void mayActUnlessItsMethodOnlyAsks() {
        assertFalse(MODULE.mayAct(Map.of("url", Optional.empty())));
        assertFalse(MODULE.mayAct(Map.of("method", Optional.of("get"))));
        assertTrue(MODULE.mayAct(Map.of("method", Optional.of("POST"))));
        assertTrue(MODULE.mayAct(Map.of("method", Optional.empty())));
    }

    @Test
    void asksWithABody() {
        Map<String, Object> written = Map.of(
                "url",
                server.url() + "/echo",
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
                found(ask(MODULE, written)).get("content"));
    }

    @Test
    void aBodyThatOnlyTheRunTellsIsNotSent() {
        UriModule.Params params =
                Parameters.of(MODULE, Map.of("url", server.url(), "body", Map.of("q", new Unknown("'x' was not run"))));
        Decision.Undetermined unknown = assertInstanceOf(
                Decision.Undetermined.class, MODULE.acting(params).orElseThrow().decide(params, new KnownStates()));
        assertEquals("the body is known only after the run: 'x' was not run", unknown.why());
    }

    @Test
    void redirectsAreFollowedAsTheTaskSays() {
        assertEquals("/json", found(ask(MODULE, redirected("none"))).get("location"));
        assertEquals(
                server.url() + "/json",
                found(ask(MODULE, Map.of("url", server.url() + "/moved", "follow_redirects", "all")))
                        .get("url"));
        UriModule.Params post = Parameters.of(MODULE, Map.of("url", server.url(), "method", "POST"));
        assertFalse(post.options().follows("POST"));
        assertTrue(post.options().follows("GET"));
    }

    private Map<String, Object> redirected(String follow) {
        return Map.of("url", server.url() + "/moved", "follow_redirects", follow, "status_code", 302);
    }

    @Test
    void anAnswerThatIsCutShortIsNone() {
        HttpReply cut = HttpReply.parse(play.value.Bytes.of("HTTP/1.1 200 OK\r\n\r\nabc"), "");
        assertInstanceOf(HttpReply.Unanswered.class, cut);
    }
}
