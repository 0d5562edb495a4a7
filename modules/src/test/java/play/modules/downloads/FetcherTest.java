package play.modules.downloads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Progress;
import play.param.SecretText;
import play.web.Proxies;

/** Files of a server that answers each connection with the next of its answers, word for word, and hangs up. */
class FetcherTest {
    private static final String CONTENT = "0123456789";
    private static final String UNMARKED = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\nETag: \"a\"\r\n\r\n";
    private static final String WHO = "Proxy-Authenticate: Basic realm=\"p\"\r\n";

    /** The server stays silent after what it has sent. */
    private static final String STALL = "STALL";

    /** The server waits a little, though less long than it may. */
    private static final String PAUSE = "PAUSE";

    private static String empty(String status, String... headers) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n" + String.join("", headers) + "\r\n";
    }

    private static String part(String range, String content) {
        return "HTTP/1.1 206 Partial\r\nContent-Range: bytes " + range + "/10\r\nContent-Length: " + content.length()
                + "\r\n\r\n" + content;
    }

    private final Path folder;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> said = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ServerSocket server;

    FetcherTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        ended.countDown();
        server.close();
    }

    /** Several such answer at the same time. */
    private URI answering(String... answers) {
        Thread.ofVirtual().start(() -> {
            for (String answer : answers) {
                answer(answer);
            }
        });
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/tool");
    }

    private void answer(String words) {
        try (Socket socket = server.accept()) {
            asked.add(head(socket));
            OutputStream out = socket.getOutputStream();
            for (String part : words.replace(STALL, "").split(PAUSE)) {
                out.write(part.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                Thread.sleep(words.contains(PAUSE) ? 600 : 0);
            }
            if (words.endsWith(STALL)) {
                ended.await();
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone, or the test has ended: what was asked tells.
            Thread.currentThread().interrupt();
        }
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int next = 0; next >= 0 && head.indexOf("\r\n\r\n") < 0; ) {
            next = socket.getInputStream().read();
            head.append((char) next);
        }
        return head.toString();
    }

    private final class Heard implements Progress {
        @Override
        public void accept(String line) {
            said.add(line);
        }

        @Override
        public void moved(String what, long done, long all) {
            moved.add(what + " " + done + " of " + all);
        }
    }

    private String fetched(URI address, Map<String, String> environment)
            throws FetchException, InterruptedException, IOException {
        Path into = folder.resolve("tool");
        Fetcher.Manner manner = new Fetcher.Manner(
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                Map.of("X-Token", new SecretText("t")),
                Optional.empty());
        try (Fetcher fetcher = new Fetcher(new Proxies(environment), manner, Duration.ofMillis(1))) {
            fetcher.fetch(address, into, new Heard());
        }
        return Files.readString(into);
    }

    private String fetched(URI address) throws FetchException, InterruptedException, IOException {
        return fetched(address, Map.of());
    }

    private FetchException refused(URI address) {
        return assertThrows(FetchException.class, () -> fetched(address));
    }

    @Test
    void whatBreaksOffGoesOnWhereItEnded() throws Exception {
        assertEquals(CONTENT, fetched(answering(WHOLE + "0123", part("4-9", "456789"))));
        assertTrue(asked.get(1).contains("Range: bytes=4-\r\n"), asked.get(1));
        assertTrue(asked.get(1).contains("If-Range: \"a\"\r\n"), asked.get(1));
        assertTrue(said.getFirst().contains("broke off after 4 bytes"), said.getFirst());
    }

    @Test
    void whileItComesItIsToldHowMuchIsThere() throws Exception {
        assertEquals(CONTENT, fetched(answering(WHOLE + "0123" + PAUSE + "456789")));
        assertEquals(List.of("tool 4 of 10"), moved);
        assertEquals(List.of(), said);
    }

    @Test
    void whatHasChangedMeanwhileIsFetchedAnew() throws Exception {
        assertEquals("abcdefghij", fetched(answering(WHOLE + "0123", WHOLE + "abcdefghij")));
    }

    @Test
    void whatMayHaveChangedIsFetchedAnew() throws Exception {
        assertEquals(CONTENT, fetched(answering(UNMARKED + "0123", UNMARKED + CONTENT)));
        assertFalse(asked.get(1).contains("Range"), asked.get(1));
    }

    @Test
    void anotherPartThanWasAskedForIsNotTaken() throws Exception {
        assertEquals(CONTENT, fetched(answering(WHOLE + "0123", part("0-9", CONTENT), WHOLE + CONTENT)));
        assertFalse(asked.get(2).contains("Range"), asked.get(2));
    }

    @Test
    void aServerWithABadMomentIsAskedAgain() throws Exception {
        assertEquals(CONTENT, fetched(answering(empty("503 Busy"), "HTTP/1.1 20", WHOLE + CONTENT)));
        assertEquals(2, said.size(), said::toString);
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() throws Exception {
        // The server answers the second connection while it says nothing more in the first.
        URI address = answering(WHOLE + "0123" + STALL);
        answering(part("4-9", "456789"));
        assertEquals(CONTENT, fetched(address));
        assertTrue(said.getFirst().contains("stopped after 4 bytes"), said.getFirst());
    }

    @Test
    void whatIsNotThereIsNotAskedForAgain() {
        FetchException none = refused(answering(empty("404 Not Found")));
        assertEquals("answers with status 404", none.getMessage());
        assertFalse(none.isUnreachable());
        assertEquals(List.of(), said);
    }

    @Test
    void aServerThatRefusesIsQuotedInFewWords() {
        String words = "no-such-tool".repeat(100);
        String answer = "HTTP/1.1 404 Not Found\r\nContent-Length: " + words.length() + "\r\n\r\n" + words;
        assertEquals(
                "answers with status 404: " + words.substring(0, 200),
                refused(answering(answer)).getMessage());
    }

    @Test
    void everyAttemptHasTheHeaders() throws Exception {
        fetched(answering(WHOLE + "0123", part("4-9", "456789")));
        assertTrue(asked.stream().allMatch(head -> head.contains("X-Token: t\r\n")), asked::toString);
    }

    @Test
    void aHeaderThatCannotBeSentIsNamedWithoutItsValue() {
        for (String name : List.of("Host", "a b", "X-Broken")) {
            Fetcher.Manner manner = new Fetcher.Manner(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Map.of(name, new SecretText("se\ncret")),
                    Optional.empty());
            try (Fetcher fetcher = new Fetcher(new Proxies(Map.of()), manner)) {
                URI address = URI.create("http://127.0.0.1:9/tool");
                FetchException refused = assertThrows(
                        FetchException.class, () -> fetcher.fetch(address, folder.resolve("tool"), said::add));
                String message = String.valueOf(refused.getMessage());
                assertTrue(message.contains("header '" + name + "'") && !message.contains("cret"), message);
            }
        }
    }

    @Test
    void whatWentWrongFirstIsToldToo() {
        FetchException refused = refused(answering(WHOLE + "0123", empty("404 Not Found")));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("broke off after 4 bytes"), message);
        assertTrue(message.endsWith(", and at attempt 2 answers with status 404"), message);
    }

    @Test
    void aServerWithNothingButBadMomentsIsGivenUp() {
        String busy = empty("503 Busy");
        FetchException refused = refused(answering(busy, busy, busy, busy, busy, WHOLE + CONTENT));
        assertEquals("answers with status 503, 5 times", refused.getMessage());
        assertFalse(refused.isUnreachable());
    }

    @Test
    void whereNobodyListensNobodyIsAskedLong() {
        assertTrue(refused(URI.create("http://127.0.0.1:9/tool")).isUnreachable());
        assertEquals(1, said.size());
    }

    @Test
    void aProxyIsToldItsPassword() throws Exception {
        int proxy = answering(empty("407 Who", WHO), WHOLE + CONTENT).getPort();
        Map<String, String> environment = Map.of("http_proxy", "http://me:p%40ss@127.0.0.1:" + proxy);
        assertEquals(CONTENT, fetched(URI.create("http://release.invalid/tool"), environment));
        assertTrue(asked.getFirst().startsWith("GET http://release.invalid/tool "), asked.getFirst());
        assertTrue(asked.get(1).contains("Proxy-Authorization: Basic " + base64("me:p@ss")), asked.get(1));
    }

    @Test
    void aProxyOfHttpsIsToldItsPasswordToo() {
        int proxy = answering(empty("407 Who", WHO), empty("403 Forbidden")).getPort();
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://me:secret@127.0.0.1:" + proxy);
        assertThrows(FetchException.class, () -> fetched(URI.create("https://release.invalid/tool"), environment));
        assertTrue(asked.getFirst().startsWith("CONNECT release.invalid:443 "), asked.getFirst());
        assertTrue(asked.get(1).contains("Proxy-Authorization: Basic " + base64("me:secret")), asked.get(1));
    }

    private static String base64(String words) {
        return Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aProxyThatCannotBeUsedIsNamedByItsVariable() {
        for (String wrong :
                List.of("http://my user:p@proxy", "http://me:50%@proxy:1", "socks5://proxy:1080", "http://:7")) {
            FetchException refused = assertThrows(
                    FetchException.class,
                    () -> fetched(URI.create("http://release.invalid/tool"), Map.of("http_proxy", wrong)));
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("http_proxy") && !message.contains(wrong), message);
        }
    }

    @Test
    void namesOfNoProxyAreReachedDirectly() throws Exception {
        Map<String, String> environment = Map.of("http_proxy", "http://127.0.0.1:9", "no_proxy", "localhost, .0.0.1");
        assertEquals(CONTENT, fetched(answering(WHOLE + CONTENT), environment));
        assertEquals(
                8080,
                new Proxies(Map.of("https_proxy", "proxy:8080"))
                        .of(URI.create("https://a.org/"))
                        .orElseThrow()
                        .getPort());
        assertTrue(new Proxies(environment).of(URI.create("https://a.org/")).isEmpty());
    }
}
