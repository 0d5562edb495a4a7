package play.modules.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Decision;
import play.module.Procedure;
import play.modules.testing.WebServer;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;

/** Answers of a real web server, written to files. */
class ReceivingUriTest {
    private static final UriModule MODULE = new UriModule();

    @TempDir
    private Path folder = Path.of("/");

    private final WebServer server;

    ReceivingUriTest() throws IOException {
        server = new WebServer();
        server.answer(
                "/page",
                exchange -> WebServer.reply(exchange, 200, "text/plain", new byte[] {'a', 0, (byte) 0xff, '\n'}));
        server.answer("/unchanged", exchange -> WebServer.reply(exchange, 304, "text/plain", new byte[0]));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** What one task came to. */
    private record Told(boolean changed, Map<String, ?> result, Optional<String> failure) {}

    private Told told(String path, Map<String, ?> more) {
        return told(new Parameters(), path, more);
    }

    private Told told(Parameters files, String path, Map<String, ?> more) {
        Map<String, Object> written = new HashMap<>(Map.of("url", server.url() + path));
        written.putAll(more);
        UriModule.Params params = files.bind(MODULE, written);
        Procedure<UriModule.Params> acting = MODULE.acting(params).orElseThrow();
        List<StateKey<?>> keys = new ArrayList<>(acting.probes(params));
        Decision decision = acting.decide(params, LocalHost.reading(keys));
        while (decision instanceof Decision.Needs(List<StateKey<?>> next)) {
            keys.addAll(next);
            decision = acting.decide(params, LocalHost.reading(keys));
        }
        ScriptResult done = LocalHost.run(
                assertInstanceOf(Decision.Do.class, decision).run().script());
        return new Told(acting.changed(params, done), acting.result(params, done), acting.failure(params, done));
    }

    private Map<String, Object> to(Path dest) {
        return new HashMap<>(Map.of("dest", dest.toString()));
    }

    @Test
    void writesWhatIsAnsweredOnce() throws IOException {
        Path dest = folder.resolve("page");
        Told first = told("/page", to(dest));
        assertTrue(first.changed() && first.failure().isEmpty(), first::toString);
        assertEquals(dest.toString(), first.result().get("path"));
        assertEquals(4L, first.result().get("size"));
        assertEquals(4L, first.result().get("content_length"));
        assertEquals(200L, first.result().get("status"));
        assertEquals("text/plain", first.result().get("content_type"));
        assertFalse(first.result().containsKey("content"), first::toString);
        assertEquals(4, Files.size(dest));
        assertEquals((byte) 0xff, Files.readAllBytes(dest)[2]);
        Object inode = Files.getAttribute(dest, "unix:ino");
        assertFalse(told("/page", to(dest)).changed());
        assertEquals(inode, Files.getAttribute(dest, "unix:ino"));
    }

    @Test
    void setsAttributes() throws IOException {
        Path dest = folder.resolve("page");
        told("/page", to(dest));
        Map<String, Object> closed = to(dest);
        closed.put("mode", "0600");
        Told changed = told("/page", closed);
        assertTrue(changed.changed());
        assertEquals("0600", changed.result().get("mode"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dest)));
        assertFalse(told("/page", closed).changed());
        assertEquals(
                "dest must say which file is to have owner, group, mode or attributes",
                Parameters.wrong(MODULE, Map.of("url", server.url(), "mode", "0600")));
    }

    @Test
    void tellsAlsoTheContent() {
        Map<String, Object> written = to(folder.resolve("json"));
        assertTrue(told("/json", written).result().containsKey("json"));
        written.put("return_content", true);
        Told again = told("/json", written);
        assertFalse(again.changed());
        assertEquals("{\"a\": [1, 2.5, null]}", again.result().get("content"));
    }

    @Test
    void writesNothingThatIsNotWanted() {
        Path dest = folder.resolve("none");
        Told gone = told("/gone", to(dest));
        assertTrue(gone.failure().orElse("").startsWith("Status code was 404 and not [200]: GET "), gone::toString);
        assertEquals(404L, gone.result().get("status"));
        Map<String, Object> unchanged = to(dest);
        unchanged.put("status_code", List.of(200L, 304L));
        Told same = told("/unchanged", unchanged);
        assertTrue(same.failure().isEmpty() && !same.changed(), same::toString);
        assertFalse(Files.exists(dest));
    }

    @Test
    void writesIntoDirectories() {
        assertEquals(
                folder + "/json",
                told("/moved/../json?x=1", to(folder)).result().get("path"));
        assertTrue(Files.isRegularFile(folder.resolve("json")));
    }

    @Test
    void replacesALinkAndKeepsWhereItLed() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "kept");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        assertTrue(told("/page", to(link)).changed());
        assertEquals("kept", Files.readString(target));
        assertEquals(4, Files.size(link));
    }

    @Test
    void saysWhyItCannotWrite() {
        Told refused = told("/page", to(Path.of("/proc/none")));
        assertTrue(refused.failure().isPresent(), refused::toString);
    }

    @Test
    void leavesNothingElseBehind() throws IOException {
        told("/page", to(folder.resolve("page")));
        told("/page", to(folder.resolve("page")));
        told("/gone", to(folder.resolve("page")));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve("page")), files.toList());
        }
    }

    @Test
    void sendsFilesOfTheControllerAsTheyAre() throws IOException {
        server.answer("/count", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String said = exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + Bytes.of(body).sha256();
            WebServer.reply(exchange, 200, "text/plain", said.getBytes(StandardCharsets.UTF_8));
        });
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        Parameters files = new Parameters().file("body.bin", Content.of(Bytes.of(bytes)));
        Map<String, Object> written = Map.of("method", "POST", "src", "body.bin", "return_content", true);
        assertEquals(
                "null " + Bytes.of(bytes).sha256(),
                told(files, "/count", written).result().get("content"));
        Map<String, Object> typed = new HashMap<>(written);
        typed.put("headers", Map.of("Content-Type", "image/png"));
        assertEquals(
                "image/png " + Bytes.of(bytes).sha256(),
                told(files, "/count", typed).result().get("content"));
    }

    @Test
    void sendsFormsOfSeveralParts() {
        Map<String, Object> fields = Map.of(
                "name",
                "ada \"x\"",
                "file",
                Map.of("filename", "/etc/a\"b.txt", "content", "one\ntwo", "mime_type", "text/csv"));
        Map<String, Object> written = new HashMap<>(Map.of("method", "POST", "body_format", "form-multipart"));
        written.putAll(Map.of("body", fields, "status_code", 201, "return_content", true));
        String said = String.valueOf(told("/echo", written).result().get("content"));
        String boundary = said.replaceFirst("(?s)^POST\\|multipart/form-data; boundary=([-0-9a-f]+)\\|.*", "$1");
        assertEquals(
                "POST|multipart/form-data; boundary=" + boundary + "|null|null|--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n"
                        + "Content-Type: text/csv\r\n\r\none\ntwo\r\n--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"name\"\r\nContent-Type: text/plain\r\n\r\n"
                        + "ada \"x\"\r\n--" + boundary + "--\r\n",
                said);
    }

    @Test
    void saysWhatIsNoForm() {
        Map<String, Object> written = new HashMap<>(Map.of("url", server.url(), "body_format", "form-multipart"));
        written.put("body", Map.of("f", Map.of("filename", "a.txt")));
        String fault = Parameters.wrong(MODULE, written);
        assertTrue(fault.contains("field 'f' must have a content"), fault);
        written.put("body", "text");
        assertEquals(
                "body must be a mapping of fields with body_format form-multipart", Parameters.wrong(MODULE, written));
        written.put("body", Map.of("f", Map.of("content", "x", "multipart_encoding", "base64")));
        fault = Parameters.wrong(MODULE, written);
        assertTrue(fault.contains("multipart_encoding, which play does not have"), fault);
    }

    @Test
    void sendsFilesOfTheHost() throws IOException {
        Path file = Files.writeString(folder.resolve("body"), "a \"b\"\n@c");
        Map<String, Object> written =
                new HashMap<>(Map.of("method", "PUT", "src", file.toString(), "remote_src", true));
        written.putAll(Map.of("status_code", 201, "return_content", true));
        assertEquals(
                "PUT|null|null|null|a \"b\"\n@c",
                told("/echo", written).result().get("content"));
        written.put("dest", folder.resolve("echo").toString());
        told("/echo", written);
        assertEquals("PUT|null|null|null|a \"b\"\n@c", Files.readString(folder.resolve("echo")));
    }
}
