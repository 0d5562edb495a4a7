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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.module.Plan;
import play.module.ProductionException;
import play.modules.artifacts.ArtifactBundleModule.Arch;
import play.modules.artifacts.ArtifactBundleModule.Wanted;
import play.modules.testing.Controller;
import play.param.DataFile;
import play.param.LocalDestination;
import play.value.Bytes;

/** Bundles, made by one controller, and hosts that get their programs from them by another that reaches nobody. */
class BundleTest {
    private static final ArtifactBundleModule MODULE = new ArtifactBundleModule();
    private static final ArtifactModule ARTIFACT = new ArtifactModule();

    @TempDir
    Path folder = Path.of("/");

    private @Nullable HttpServer server;
    private String release = "";
    private Path bundle = Path.of("/");

    /** Where things are bundled, and where they are used. */
    private ToolTask there = new ToolTask(Path.of("/"));

    private ToolTask here = new ToolTask(Path.of("/"));

    @BeforeEach
    void start() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", exchange -> {
            byte[] body = "program".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        started.start();
        server = started;
        release = "http://127.0.0.1:" + started.getAddress().getPort() + "/{version}/{arch}/tool";
        bundle = folder.resolve("bundles/some.tar");
        there = ToolTask.in(Files.createDirectory(folder.resolve("there")));
        here = ToolTask.in(Files.createDirectory(folder.resolve("here")));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private Map<String, Object> released() {
        Map<String, Object> entry = ToolTask.entry(release);
        String digest = Bytes.of("program").sha256();
        entry.put("sha256", Map.of("amd64", digest, "arm64", digest));
        return entry;
    }

    private static Map<String, Object> built() {
        return new HashMap<>(Map.of("version", "1.2.3", "go", List.of("tool")));
    }

    private ArtifactBundleModule.Params params(Map<String, Object> entry, Arch... architectures) {
        return params(entry, "a", architectures);
    }

    private ArtifactBundleModule.Params params(Map<String, Object> entry, String named, Arch... architectures) {
        return new ArtifactBundleModule.Params(
                new LocalDestination(bundle.toString(), bundle, "a"),
                List.of(new Wanted("tool", Optional.empty())),
                List.of(),
                Map.of("Debian", List.of(named)),
                List.of(architectures),
                new DataFile("artifacts.lock.yml", Map.of("artifacts", Map.of("tool", entry))),
                Optional.empty(),
                true,
                false,
                List.of(),
                List.of());
    }

    /** The program that builds is there. */
    private void builder() throws IOException {
        there.builder("printf 'built %s' tool >\"$0.out\"; echo \"$0.out\"");
    }

    private void bundled(Map<String, Object> entry) throws Exception {
        assertInstanceOf(Plan.Change.class, there.freshRun().run(MODULE, params(entry, Arch.AMD64)));
    }

    private String taken(Map<String, Object> entry) throws Exception {
        here.freshRun().run(ARTIFACT, here.bundled(entry, bundle));
        return here.onHost("tool");
    }

    private String refused(Map<String, Object> entry) {
        return assertInstanceOf(Plan.Rejected.class, here.freshRun().plan(ARTIFACT, here.bundled(entry, bundle)))
                .why();
    }

    @Test
    void whatWasReleasedComesFromTheBundle() throws Exception {
        bundled(released());
        stop();
        assertEquals("program", taken(released()));
        assertEquals(
                "bundle " + bundle,
                here.freshRun()
                        .result(ARTIFACT, here.bundled(released(), bundle))
                        .get("source"));
        assertInstanceOf(Plan.Unchanged.class, here.freshRun().plan(ARTIFACT, here.bundled(released(), bundle)));
    }

    @Test
    void whatWasBuiltComesFromTheBundleWithoutABuild() throws Exception {
        builder();
        bundled(built());
        assertEquals("built tool", taken(built()));
        assertEquals(
                "built from Go modules, in bundle " + bundle,
                here.freshRun().result(ARTIFACT, here.bundled(built(), bundle)).get("source"));
        Plan elsewhere = here.freshRun().plan(ARTIFACT, here.params(built(), Optional.empty(), Set.of()));
        assertTrue(assertInstanceOf(Plan.Rejected.class, elsewhere).why().startsWith("nobody publishes tool"));
    }

    @Test
    void theSameNamesAreLeftAloneAndOthersReplaced() throws Exception {
        bundled(released());
        byte[] first = Files.readAllBytes(bundle);
        Controller again = there.freshRun();
        assertInstanceOf(Plan.Unchanged.class, again.run(MODULE, params(released(), Arch.AMD64)));
        assertInstanceOf(Plan.Change.class, again.run(MODULE, params(released(), Arch.AMD64, Arch.ARM64)));
        assertInstanceOf(Plan.Change.class, again.run(MODULE, params(released(), Arch.AMD64)));
        assertEquals(List.of(first.length), List.of(Files.readAllBytes(bundle).length));
        assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(bundle)));
        assertInstanceOf(Plan.Change.class, again.run(MODULE, params(released(), "b", Arch.AMD64)));
        try (var files = Files.list(bundle.resolveSibling(""))) {
            assertEquals(List.of(bundle), files.toList());
        }
    }

    @Test
    void whatABundleLacksIsRefusedBeforeTheRun() throws Exception {
        assertEquals("there is no bundle " + bundle + " on the controller", refused(released()));
        bundled(released());
        Map<String, Object> newer = released();
        newer.put("version", "1.2.4");
        String why = refused(newer);
        assertTrue(why.startsWith("bundle " + bundle + " has no tool 1.2.4 for amd64: make another"), why);
    }

    @Test
    void theLockFilesDigestCountsForABundleToo() throws Exception {
        Map<String, Object> unpinned = ToolTask.entry(release);
        there.freshRun().run(ARTIFACT, there.params(unpinned, Optional.empty(), Set.of(ToolTask.Allowed.UNPINNED)));
        bundled(unpinned);
        Map<String, Object> pinned = ToolTask.entry(release);
        pinned.put("sha256", ToolTask.digest("another program"));
        ProductionException stopped = assertThrows(
                ProductionException.class, () -> here.freshRun().run(ARTIFACT, here.bundled(pinned, bundle)));
        assertTrue(String.valueOf(stopped.getMessage()).contains("is in the lock file"), stopped.getMessage());
        assertFalse(Files.exists(folder.resolve("here/host/tool")));
        assertEquals("program", taken(unpinned));
    }

    @Test
    void whatIsNoBundleIsNeitherReadNorReplaced() throws Exception {
        Files.createDirectories(bundle.resolveSibling(""));
        for (String content : List.of("", "some text\nand more", "bundle.json")) {
            Files.writeString(bundle, content);
            assertEquals(bundle + " is no bundle", refused(released()));
            Plan plan = there.freshRun().plan(MODULE, params(released(), Arch.AMD64));
            assertTrue(assertInstanceOf(Plan.Rejected.class, plan)
                    .why()
                    .startsWith(bundle + " is there on the controller"));
            assertEquals(content, Files.readString(bundle));
        }
    }

    @Test
    void aDamagedBundleIsNamed() throws Exception {
        bundled(released());
        byte[] bytes = Files.readAllBytes(bundle);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("program");
        bytes[at] = 'P';
        Files.write(bundle, bytes);
        ProductionException stopped = assertThrows(ProductionException.class, () -> taken(released()));
        assertTrue(
                String.valueOf(stopped.getMessage()).contains("bundle " + bundle + " is damaged"),
                stopped.getMessage());
    }

    @Test
    void aBundleThatCannotBeMadeLeavesTheOldOne() throws Exception {
        bundled(released());
        byte[] first = Files.readAllBytes(bundle);
        stop();
        Map<String, Object> newer = released();
        newer.put("version", "1.2.4");
        assertThrows(ProductionException.class, () -> bundled(newer));
        assertEquals(-1, Arrays.mismatch(first, Files.readAllBytes(bundle)));
    }
}
