package play.modules.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.host.Mode;
import play.host.Script;
import play.module.Action;
import play.module.Plan;
import play.module.ProductionException;
import play.modules.testing.Controller;
import play.param.DataFile;
import play.testkit.LocalHost;
import play.value.Bytes;
import play.value.LocalDigests;

/** Artifacts from a release server on loopback and a mirror folder, with a real cache. */
class ArtifactModuleTest {
    private static final ArtifactModule MODULE = new ArtifactModule();

    /** Nothing listens on the discard port of loopback. */
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path folder;

    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private ToolTask task = new ToolTask(Path.of("/"));
    private Controller controller = new Controller(Path.of("/"), List.of());
    private String release = "";
    private @Nullable HttpServer server;

    @BeforeEach
    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
            try (var out = exchange.getResponseBody()) {
                out.write(page == null ? new byte[0] : page);
            }
        });
        started.start();
        server = started;
        release = "http://127.0.0.1:" + started.getAddress().getPort();
        task = ToolTask.in(folder);
        controller = task.freshRun();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void theReleaseIsFetchedOnceAndVerified() throws Exception {
        pages.put("/1.2.3/amd64/tool", "program".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/{version}/{arch}/tool");
        entry.put("sha256", ToolTask.digest("program"));
        controller.run(MODULE, task.params(entry, Optional.empty()));
        assertEquals("program", task.onHost("tool"));
        Files.delete(folder.resolve("host/tool"));
        task.freshRun().run(MODULE, task.params(entry, Optional.empty()));
        assertEquals("program", task.onHost("tool"));
        assertEquals(1, asked.size());
        assertInstanceOf(Plan.Unchanged.class, controller.plan(MODULE, task.params(entry, Optional.empty())));
        assertEquals(
                release + "/1.2.3/amd64/tool",
                controller.result(MODULE, task.params(entry, Optional.empty())).get("source"));
    }

    @Test
    void aWrongDigestStopsAndKeepsNothing() throws Exception {
        pages.put("/tool", "something else".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        entry.put("sha256", ToolTask.digest("program"));
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> controller.run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(stopped.getMessage()).contains("in the lock file"), stopped.getMessage());
        assertFalse(Files.exists(folder.resolve("host/tool")));
        assertEquals(List.of(), leftovers());
    }

    private List<String> leftovers() throws IOException {
        try (var files = Files.walk(controller.cache())) {
            return files.filter(Files::isRegularFile).map(Path::toString).toList();
        }
    }

    @Test
    void theMirrorIsAskedFirst() throws Exception {
        Path copy = folder.resolve("mirror").resolve(release.substring(7)).resolve("tool");
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, "program");
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        entry.put("sha256", ToolTask.digest("program"));
        controller.run(
                MODULE, task.params(entry, Optional.of(folder.resolve("mirror").toString())));
        assertEquals("program", task.onHost("tool"));
        assertEquals(List.of(), asked);
    }

    @Test
    void thePublishersDigestIsKept() throws Exception {
        pages.put("/tool", "program".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        pages.put(
                "/tool.sha256",
                (Bytes.of("program").sha256() + "  tool\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        entry.put("sha256_url", release + "/tool.sha256");
        controller.run(MODULE, task.params(entry, Optional.empty()));
        assertEquals("program", task.onHost("tool"));
        pages.put("/tool", "replaced".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        pages.put("/tool.sha256", Bytes.of("replaced").sha256().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        ArtifactCache.remove(controller.cache());
        Files.delete(folder.resolve("host/tool"));
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> task.freshRun().run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(stopped.getMessage()).contains("since its first download"), stopped.getMessage());
    }

    @Test
    void aReleaseWithoutAnyDigestIsTakenOnlyWhereThatIsAllowed() throws Exception {
        Path mirror = Files.createDirectories(folder.resolve("mirror").resolve(release.substring(7)));
        Files.writeString(mirror.resolve("tool"), "program");
        Optional<String> place = Optional.of(folder.resolve("mirror").toString());
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        ProductionException refused =
                assertThrows(ProductionException.class, () -> controller.run(MODULE, task.params(entry, place)));
        assertTrue(String.valueOf(refused.getMessage()).contains("allow_unpinned: true"), refused.getMessage());
        assertTrue(
                String.valueOf(refused.getMessage())
                        .contains(Bytes.of("program").sha256()),
                refused.getMessage());
        task.freshRun().run(MODULE, task.params(entry, place, Set.of(ToolTask.Allowed.UNPINNED)));
        assertEquals("program", task.onHost("tool"));
    }

    @Test
    void aDigestThatAnybodyMayHaveChangedDoesNotCount() throws Exception {
        pages.put("/tool", "program".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        entry.put("sha256_url", "http://release.invalid/tool.sha256");
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> controller.run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(stopped.getMessage()).contains("which is not encrypted"), stopped.getMessage());
        Optional<String> mirror = Optional.of("http://mirror.invalid");
        entry.put("sha256_url", "https://127.0.0.1:9/tool.sha256");
        ProductionException mirrored =
                assertThrows(ProductionException.class, () -> task.freshRun().run(MODULE, task.params(entry, mirror)));
        assertTrue(
                String.valueOf(mirrored.getMessage())
                        .contains("http://mirror.invalid/127.0.0.1:9/tool.sha256, which is"),
                mirrored.getMessage());
    }

    /** As the digest of the lock file does not count for another version. */
    @Test
    void anotherVersionIsVerifiedByWhatThePublisherSaysOfIt() throws Exception {
        pages.put("/2.0.0/tool", "newer".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        pages.put(
                "/2.0.0/SHA256SUMS",
                (Bytes.of("other").sha256() + "  other\n" + Bytes.of("program").sha256() + "  tool\n")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/{version}/tool");
        entry.put("version", "2.0.0");
        entry.put("sha256_url", release + "/{version}/SHA256SUMS");
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> controller.run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(stopped.getMessage()).contains("what the publisher says"), stopped.getMessage());
        assertTrue(
                String.valueOf(stopped.getMessage())
                        .contains(Bytes.of("program").sha256()),
                stopped.getMessage());
    }

    @Test
    void membersOfAnArchiveAreTakenOut() throws Exception {
        LocalHost.run(Script.of("cd " + folder
                + " && mkdir -p pack/bin && echo one >pack/bin/one && echo two >pack/bin/two && tar -C"
                + " pack -czf a.tgz ./bin && tar -C pack --format=pax -cf b.tar bin"));
        pages.put("/a.tgz", Files.readAllBytes(folder.resolve("a.tgz")));
        pages.put("/b.tar", Files.readAllBytes(folder.resolve("b.tar")));
        for (String archive : List.of("a.tgz", "b.tar")) {
            Map<String, Object> entry = ToolTask.entry(release + "/" + archive);
            entry.put("sha256", Map.of("amd64", LocalDigests.sha256(folder.resolve(archive))));
            entry.put("archive", Map.of("one", "bin/one", "two", "bin/two"));
            controller.run(MODULE, task.params(entry, Optional.empty(), "one", "two"));
            assertEquals("one\n", task.onHost("one"));
            assertEquals("two\n", task.onHost("two"));
            ArtifactCache.remove(folder.resolve("host"));
            Files.createDirectory(folder.resolve("host"));
        }
    }

    @Test
    void aMemberTheArchiveDoesNotHaveIsNamed() throws Exception {
        LocalHost.run(Script.of("cd " + folder + " && echo one >one && tar -czf a.tgz one"));
        pages.put("/a.tgz", Files.readAllBytes(folder.resolve("a.tgz")));
        Map<String, Object> entry = ToolTask.entry(release + "/a.tgz");
        entry.put("sha256", Map.of("amd64", LocalDigests.sha256(folder.resolve("a.tgz"))));
        entry.put("archive", Map.of("one", "bin/one"));
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> controller.run(MODULE, task.params(entry, Optional.empty())));
        assertTrue(String.valueOf(stopped.getMessage()).contains("has no bin/one"), stopped.getMessage());
    }

    @Test
    void whenNobodyHasItEverySourceIsNamed() throws Exception {
        task.builder("echo 'there is no go' >&2; exit 1");
        Map<String, Object> entry = ToolTask.entry(NOBODY + "/tool");
        entry.put("sha256", ToolTask.digest("program"));
        entry.put("go", List.of("tool"));
        ProductionException stopped = assertThrows(
                ProductionException.class,
                () -> controller.run(MODULE, task.params(entry, Optional.of(release), Set.of(ToolTask.Allowed.BUILD))));
        String message = String.valueOf(stopped.getMessage());
        assertTrue(message.contains(release + "/127.0.0.1:9/tool answers with status 404"), message);
        assertTrue(message.contains(NOBODY + "/tool cannot be reached"), message);
        assertTrue(message.contains("there is no go"), message);
    }

    @Test
    void aDamagedCacheIsFetchedAnew() throws Exception {
        pages.put("/tool", "program".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Object> entry = ToolTask.entry(release + "/tool");
        entry.put("sha256", ToolTask.digest("program"));
        controller.run(MODULE, task.params(entry, Optional.empty()));
        Files.writeString(controller.cache().resolve("artifacts/tool/1.2.3/amd64/tool"), "damaged");
        Files.writeString(folder.resolve("host/tool"), "drifted");
        task.freshRun().run(MODULE, task.params(entry, Optional.empty()));
        assertEquals("program", task.onHost("tool"));
    }

    @Test
    void aDryRunKnowsTheDigestOnlyWhereTheReleaseIsTheOnlySource() {
        Map<String, Object> entry = ToolTask.entry("https://example.invalid/tool");
        entry.put("sha256", ToolTask.digest("program"));
        assertEquals(Bytes.of("program").sha256(), foreseenDigest(task.params(entry, ToolTask.Allowed.BUILD)));
        entry.put("go", List.of("tool"));
        assertEquals("(known after the run)", foreseenDigest(task.params(entry, ToolTask.Allowed.BUILD)));
        assertEquals(Bytes.of("program").sha256(), foreseenDigest(task.params(entry, Optional.empty())));
    }

    private String foreseenDigest(ArtifactModule.Params params) {
        Plan.Change change = assertInstanceOf(Plan.Change.class, controller.plan(MODULE, params));
        return change.actions().stream()
                .filter(action -> action instanceof Action.WriteFile)
                .map(action -> ((Action.WriteFile) action).after().sha256().toString())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anUnknownArtifactNamesThoseThereAre() {
        ArtifactModule.Params params = new ArtifactModule.Params(
                "tol",
                Optional.empty(),
                Optional.of("amd64"),
                new DataFile("artifacts.lock.yml", Map.of("artifacts", Map.of("tool", Map.of()))),
                Optional.of("/usr/bin/x"),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                new Mode(0755),
                Optional.empty(),
                Optional.empty());
        Plan.Rejected rejected = assertInstanceOf(Plan.Rejected.class, controller.plan(MODULE, params));
        assertTrue(rejected.why().contains("the lock file has tool"), rejected.why());
    }
}
