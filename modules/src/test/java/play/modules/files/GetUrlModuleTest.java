package play.modules.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.FileDigest;
import play.host.FileDigests;
import play.host.FileState;
import play.host.FileState.Attributes;
import play.host.Identity;
import play.host.Mode;
import play.host.Observed;
import play.host.Script;
import play.host.ScriptResult;
import play.host.StateKey;
import play.module.Action;
import play.module.Plan;
import play.module.ProductionException;
import play.module.Workshop;
import play.modules.downloads.ServedText;
import play.param.SecretText;
import play.testkit.KnownStates;
import play.testkit.LocalHost;
import play.testkit.Parameters;
import play.value.Bytes;
import play.value.Content;
import play.value.Foreseen;

class GetUrlModuleTest {
    private static final GetUrlModule MODULE = new GetUrlModule();
    private static final String HELLO = Bytes.of("hello\n").sha256();

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private final String base;

    GetUrlModuleTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        base = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/hello", exchange -> {
            asked.incrementAndGet();
            boolean known = "Bearer a\"b".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = (known ? "secret\n" : "hello\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/sums", exchange -> {
            byte[] sums = (HELLO + "  hello\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, sums.length);
            exchange.getResponseBody().write(sums);
            exchange.close();
        });
        server.createContext("/twice", exchange -> {
            boolean first = asked.incrementAndGet() == 1;
            exchange.getResponseHeaders().set("ETag", "\"a\"");
            if (!first) {
                exchange.getResponseHeaders().set("Content-Range", "bytes 2-5/6");
            }
            exchange.sendResponseHeaders(first ? 200 : 206, first ? 6 : 4);
            exchange.getResponseBody().write((first ? "he" : "llo\n").getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        });
        server.createContext("/broken", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            exchange.getHttpContext().getServer().stop(0);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static Workshop workshop(Path folder) {
        return new Workshop(
                folder.resolve("state"),
                folder.resolve("cache"),
                folder,
                InstantSource.system(),
                new Random(1),
                Optional.empty(),
                line -> {});
    }

    private static Checksum sha256(String hex) {
        return new Checksum(FileDigests.Algorithm.SHA256, hex);
    }

    private Download download(String path, Optional<String> sum) {
        return new Download(base + path, sum.map(GetUrlModuleTest::sha256), Map.of(), Duration.ofSeconds(5), true);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aVerifiedFileIsFetchedOnceAndForAll(@TempDir Path folder) throws Exception {
        DownloadProducer downloads = new DownloadProducer();
        for (int run = 0; run < 2; run++) {
            Content content = downloads
                    .produce(download("/hello", Optional.of(HELLO)), workshop(folder))
                    .get("file");
            Content.LocalFile file = assertInstanceOf(Content.LocalFile.class, content);
            assertEquals(HELLO, file.digest());
            assertEquals("hello\n", Files.readString(file.path()));
        }
        assertEquals(1, asked.get());
    }

    @Test
    void aDamagedCacheIsFetchedAgain(@TempDir Path folder) throws Exception {
        DownloadProducer downloads = new DownloadProducer();
        downloads.produce(download("/hello", Optional.of(HELLO)), workshop(folder));
        Files.writeString(files(folder).getFirst(), "half");
        downloads.produce(download("/hello", Optional.of(HELLO)), workshop(folder));
        assertEquals(2, asked.get());
        assertEquals("hello\n", Files.readString(files(folder).getFirst()));
    }

    @Test
    void aWrongFileLeavesNothingBehind(@TempDir Path folder) throws IOException {
        Download wrong = download("/hello", Optional.of("0".repeat(64)));
        ProductionException e =
                assertThrows(ProductionException.class, () -> new DownloadProducer().produce(wrong, workshop(folder)));
        assertTrue(String.valueOf(e.getMessage()).contains("has the SHA-256 " + HELLO), e.getMessage());
        assertEquals(List.of(), files(folder));
    }

    @Test
    void aBrokenTransferLeavesNothingBehind(@TempDir Path folder) throws IOException {
        Download broken = download("/broken", Optional.empty());
        ProductionException e =
                assertThrows(ProductionException.class, () -> new DownloadProducer().produce(broken, workshop(folder)));
        assertTrue(String.valueOf(e.getMessage()).contains("broke off"), e.getMessage());
        assertEquals(List.of(), files(folder));
    }

    @Test
    void whatBreaksOffIsResumed(@TempDir Path folder) throws Exception {
        assertEquals("hello\n", Files.readString(fetched(download("/twice", Optional.of(HELLO)), folder)));
        assertEquals(2, asked.get());
    }

    @Test
    void aMissingFileIsSaidToBe(@TempDir Path folder) {
        Download missing = download("/none", Optional.empty());
        ProductionException e = assertThrows(
                ProductionException.class, () -> new DownloadProducer().produce(missing, workshop(folder)));
        assertTrue(String.valueOf(e.getMessage()).contains("status 404"), e.getMessage());
    }

    private static KnownStates host(FileState there) {
        return new KnownStates()
                .with(Identity.KEY, new Identity("root", "root", "/root", new Mode(022)))
                .with(
                        play.host.Files.at("/srv"),
                        new FileState.Directory(Attributes.of("root", "root", new Mode(0755))))
                .with(play.host.Files.at("/srv/x"), there)
                .with(FileDigests.at("/srv/x", FileDigests.Algorithm.SHA1), new FileDigest.Missing());
    }

    private static Plan plan(String checksum, FileState there) {
        Map<String, Object> written = Map.of("url", "https://a.org/x?y=/z", "dest", "/srv/x", "checksum", checksum);
        return MODULE.plan(Parameters.of(MODULE, written), host(there));
    }

    private static FileState file(String text) {
        Content content = Content.of(text);
        return new FileState.Regular(Attributes.of("root", "root", new Mode(0644)), content.sha256(), content.size());
    }

    @Test
    void theControllerFetchesBeforeTheFileIsWritten() {
        List<Action> actions = assertInstanceOf(Plan.Change.class, plan("sha256:" + HELLO, FileState.ABSENT))
                .actions();
        Action.Produce produce = assertInstanceOf(Action.Produce.class, actions.getFirst());
        Action.WriteFile write = assertInstanceOf(Action.WriteFile.class, actions.getLast());
        assertEquals(
                new Content.Produced(produce.key(), "file", new Foreseen.Exactly<>(HELLO), false), write.content());
    }

    @Test
    void whatHasTheChecksumIsNotFetched() {
        assertEquals(Plan.UNCHANGED, plan("SHA256:" + HELLO.toUpperCase(java.util.Locale.ROOT), file("hello\n")));
    }

    @Test
    void withoutACheckOnlyAMissingFileIsFetched() {
        assertEquals(Plan.UNCHANGED, plan("none", file("anything")));
        assertInstanceOf(Plan.Change.class, plan("none", FileState.ABSENT));
    }

    @Test
    void aChecksumMayBeLeftOutButNotMisspelled() {
        Map<String, Object> without = Map.of("url", "https://a.org/x", "dest", "/srv/x");
        assertEquals(
                Optional.empty(), Checksum.of(Parameters.of(MODULE, without).checksum()));
        Map<String, Object> brief = Map.of("url", "https://a.org/x", "dest", "/srv/x", "checksum", "sha512:00");
        assertTrue(Parameters.wrong(MODULE, brief).contains("must be sha256: and 64 hex digits"));
    }

    @Test
    void whatCannotBeAskedForIsRefusedAtOnce() {
        for (String url : List.of("https://a.org/{x}", "https:///x")) {
            Map<String, Object> written = Map.of("url", url, "dest", "/srv/x");
            assertTrue(Parameters.wrong(MODULE, written).contains("url must name a host"), url);
        }
        Map<String, Object> hasty = Map.of("url", "https://a.org/x", "dest", "/srv/x", "timeout", 0);
        assertTrue(Parameters.wrong(MODULE, hasty).contains("timeout must be longer than 0"));
    }

    @Test
    void forceFetchesWhatIsThereAnew() {
        Map<String, Object> written = Map.of("url", "https://a.org/x", "dest", "/srv/x", "force", true);
        assertInstanceOf(Plan.Change.class, MODULE.plan(Parameters.of(MODULE, written), host(file("anything"))));
    }

    @Test
    void aFileIsVerifiedByOtherAlgorithmsToo(@TempDir Path folder) throws Exception {
        String sum = "sha512:" + Bytes.of("hello\n").hex("SHA-512");
        Map<String, Object> written = Map.of("url", "https://a.org/x", "dest", "/srv/x", "checksum", sum);
        StateKey<FileDigest> key = FileDigests.at("/srv/x", FileDigests.Algorithm.SHA512);
        GetUrlModule.Params params = Parameters.of(MODULE, written);
        assertTrue(MODULE.probes(params).contains(key));
        FileDigest right = new FileDigest.Of(sum.substring("sha512:".length()));
        assertEquals(Plan.UNCHANGED, MODULE.plan(params, host(file("hello\n")).with(key, right)));
        FileDigest other = new FileDigest.Of("0".repeat(128));
        assertInstanceOf(
                Plan.Change.class, MODULE.plan(params, host(file("other")).with(key, other)));
        Download download = new Download(base + "/hello", Checksum.of(sum), Map.of(), Duration.ofSeconds(5), true);
        assertEquals("hello\n", Files.readString(fetched(download, folder)));
        Download wrong = new Download(
                base + "/hello", Checksum.of("md5:" + "0".repeat(32)), Map.of(), Duration.ofSeconds(5), true);
        ProductionException e =
                assertThrows(ProductionException.class, () -> new DownloadProducer().produce(wrong, workshop(folder)));
        assertTrue(String.valueOf(e.getMessage()).contains("has the MD5 b1946ac92492d2347c6235b4d2611184"));
    }

    private static Path fetched(Download download, Path folder) throws Exception {
        return assertInstanceOf(
                        Content.LocalFile.class,
                        new DownloadProducer()
                                .produce(download, workshop(folder))
                                .get("file"))
                .path();
    }

    @Test
    void aHostFetchesVerifiesAndRenames(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("it's");
        assertEquals(0, fetch(target, Optional.of(HELLO), Map.of()).exitCode());
        assertEquals("hello\n", Files.readString(target));
        ScriptResult wrong = fetch(target, Optional.of("0".repeat(64)), Map.of());
        assertTrue(wrong.err().contains("the file is discarded"), wrong.err());
        assertEquals("hello\n", Files.readString(target));
        assertEquals(List.of(target), files(folder));
    }

    @Test
    void aHostSendsHeadersThatNobodySees(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("x");
        Map<String, SecretText> headers = Map.of("Authorization", new SecretText("Bearer a\"b"));
        assertEquals(0, fetch(target, Optional.empty(), headers).exitCode());
        assertEquals("secret\n", Files.readString(target));
        assertFalse(new Download(base, Optional.empty(), headers, Duration.ZERO, true)
                .toString()
                .contains("a\"b"));
    }

    /** The configuration of curl is read line by line. */
    @Test
    void aLineFeedInAHeaderBeginsNoOptionOfCurl(@TempDir Path folder) {
        Path target = folder.resolve("target");
        Path owned = folder.resolve("owned");
        fetch(target, Optional.empty(), Map.of("X-Name", new SecretText("a\ndump-header = " + owned + "\n#")));
        assertFalse(Files.exists(owned));
    }

    @Test
    void aListOfChecksumsIsReadAsSha256sumWritesIt() {
        String other = "0".repeat(64);
        String list = other + "  other.txt\r\n" + HELLO + " *./hello.txt\n";
        String text = "sha256:https://example.org/SHA256SUMS";
        assertEquals(Optional.of(sha256(HELLO)), Checksum.in(list, text, "hello.txt"));
        assertEquals(Optional.empty(), Checksum.in(list, text, "none.txt"));
        assertEquals(Optional.of(sha256(HELLO)), Checksum.in(HELLO + "\n", text, "any"));
        assertEquals(Optional.empty(), Checksum.in("<html>", text, "hello.txt"));
        assertEquals(Optional.empty(), Checksum.in("none", text, "hello.txt"));
        assertEquals(Optional.empty(), Checksum.of(text));
    }

    @Test
    void aListOfChecksumsIsReadAsTheBsdsWriteIt() {
        String other = "0".repeat(64);
        String text = "sha256:https://example.org/SHA256";
        String list = "SHA256 (other.txt) = " + other + "\nSHA256 (hello (1).txt) = " + HELLO + "\n";
        assertEquals(Optional.of(sha256(HELLO)), Checksum.in(list, text, "hello (1).txt"));
        assertEquals(Optional.of(sha256(HELLO)), Checksum.in("SHA256(./a)= " + HELLO, text, "a"));
        assertEquals(Optional.of(sha256(HELLO)), Checksum.in(HELLO + ".  a\n" + other + "  b\n", text, "a"));
        assertEquals(Optional.empty(), Checksum.in("MD5 (a) = " + "0".repeat(32) + "\n", text, "a"));
    }

    /** The server is asked by the host, as is told before where there is nothing to verify by. */
    @Test
    void theServerSaysWhatAFileIsVerifiedBy() {
        GetUrlModule module = new GetUrlModule();
        Map<String, Object> given =
                Map.of("url", base + "/hello", "dest", "/srv/hello", "checksum", "sha256:" + base + "/sums");
        GetUrlModule.Params params = Parameters.of(module, given);
        StateKey<ServedText> key = ServedText.at(base + "/sums");
        assertTrue(module.probes(params).contains(key));
        assertEquals(
                Observed.read(new ServedText(HELLO + "  hello")),
                LocalHost.reading(List.of(key)).of(key));
        StateKey<ServedText> none = ServedText.at(base + "/none");
        Observed.Unknown<?> unknown = assertInstanceOf(
                Observed.Unknown.class, LocalHost.reading(List.of(none)).of(none));
        assertTrue(unknown.reason().startsWith(base + "/none cannot be fetched: "), unknown::reason);
        Plan.Rejected rejected = assertInstanceOf(
                Plan.Rejected.class, module.plan(params, new KnownStates().with(key, new ServedText("x  y\n"))));
        assertTrue(rejected.why().startsWith("there is no checksum of hello in "), rejected::why);
    }

    @Test
    void whatOnlyCurlCanDoIsDoneByTheHost(@TempDir Path folder) throws IOException {
        Path target = folder.resolve("target");
        String proxy = "export http_proxy=http://127.0.0.1:9\n";
        HostFetch direct = new HostFetch(
                Optional.empty(), Optional.empty(), List.of("ECDHE+AESGCM", "HIGH"), Optional.of(true), false, false);
        assertEquals(
                "ciphers = \"ECDHE+AESGCM:HIGH\"\nnetrc-optional\nnoproxy = \"*\"\n",
                direct.config(false).toString());
        assertFalse(direct.config(true).toString().contains("netrc"));
        assertTrue(direct.isAsked() && !HostFetch.NONE.isAsked());
        assertTrue(LocalHost.run(fetching(target, HostFetch.NONE).after(proxy)).exitCode() != 0);
        assertFalse(Files.exists(target));
        assertEquals(0, LocalHost.run(fetching(target, direct).after(proxy)).exitCode());
        assertEquals("hello\n", Files.readString(target));
        assertEquals(
                "cert = \"/c.pem\"\nkey = \"/k\\\"\"\nnegotiate\nuser = \":\"\n",
                new HostFetch(Optional.of("/c.pem"), Optional.of("/k\""), List.of(), Optional.of(false), true, true)
                        .config(false)
                        .toString());
    }

    private ScriptResult fetch(Path target, Optional<String> sum, Map<String, SecretText> headers) {
        return LocalHost.run(fetching(target, sum, headers, HostFetch.NONE));
    }

    private Script fetching(Path target, HostFetch fetch) {
        return fetching(target, Optional.empty(), Map.of(), fetch);
    }

    private Script fetching(Path target, Optional<String> sum, Map<String, SecretText> headers, HostFetch fetch) {
        FileState.Regular after = new FileState.Regular(
                new Attributes(
                        new Foreseen.Later<>(""), new Foreseen.Later<>(""), new Foreseen.Exactly<>(new Mode(0640))),
                new Foreseen.Later<>(""),
                new Foreseen.Later<>(""));
        Action.WriteFile write =
                new Action.WriteFile(target.toString(), Content.of(""), after, play.module.Replacing.WHOLE);
        Download download =
                new Download(base + "/hello", sum.map(GetUrlModuleTest::sha256), headers, Duration.ofSeconds(5), true);
        return assertInstanceOf(Action.Run.class, new FetchScript(download, fetch).writing(write, Optional.empty()))
                .script();
    }
}
