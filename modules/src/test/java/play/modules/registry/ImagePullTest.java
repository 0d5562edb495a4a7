package play.modules.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import play.modules.downloads.TarReader;
import play.modules.registry.RegistryMirrors.Mirror;
import play.param.SecretText;
import play.value.Bytes;

/** Images of a registry on loopback, with what registries ask and answer. */
class ImagePullTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ImageName IMAGE = ImageName.of("registry.example.com/some/tool:1.0");
    private static final String INDEX_TYPE = "application/vnd.oci.image.index.v1+json";

    /** Nothing listens on the discard port of loopback. */
    private static final String NOBODY = "http://127.0.0.1:9";

    @TempDir
    Path folder = Path.of("/");

    private final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new ArrayList<>();

    /** What is answered besides pages: the first that answers counts. */
    private final List<Answer> answers = new CopyOnWriteArrayList<>();

    private String registry = "";

    /** Answers a request, or leaves it to others. */
    @FunctionalInterface
    private interface Answer {
        boolean to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        registry = server();
    }

    private String server() throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        servers.add(started);
        String url = "http://127.0.0.1:" + started.getAddress().getPort();
        started.createContext("/", exchange -> {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(url.equals(registry) + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + (authorization == null ? "" : " " + authorization.replaceFirst(" .*", "")));
            for (Answer answer : answers) {
                if (answer.to(exchange)) {
                    return;
                }
            }
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            answer(exchange, page == null ? 404 : 200, page == null ? new byte[0] : page);
        });
        started.start();
        return url;
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean none = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, none ? -1 : body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(none ? new byte[0] : body);
        }
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    /** A manifest with a configuration and a layer. */
    private byte[] image(String arch) throws IOException {
        byte[] config = ("{\"os\":\"linux\",\"architecture\":\"" + arch + "\"}").getBytes(StandardCharsets.UTF_8);
        byte[] layer = ("layer of " + arch).getBytes(StandardCharsets.UTF_8);
        var manifest = JSON.createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", "application/vnd.docker.distribution.manifest.v2+json");
        manifest.putObject("config").put("size", config.length).put("digest", blob(config));
        manifest.putArray("layers").addObject().put("size", layer.length).put("digest", blob(layer));
        return JSON.writeValueAsBytes(manifest);
    }

    private String blob(byte[] content) {
        String digest = digest(content);
        pages.put("/v2/some/tool/blobs/" + digest, content);
        return digest;
    }

    private static String digest(byte[] content) {
        return "sha256:" + Bytes.of(content).sha256();
    }

    private void published(byte[] manifest) {
        pages.put("/v2/some/tool/manifests/1.0", manifest);
    }

    /** One image for each architecture, under one name. */
    private Map<String, String> severalPublished(String... architectures) throws IOException {
        Map<String, String> digests = new HashMap<>();
        var index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", INDEX_TYPE);
        var manifests = index.putArray("manifests");
        for (String arch : architectures) {
            byte[] manifest = image(arch);
            digests.put(arch, digest(manifest));
            pages.put("/v2/some/tool/manifests/" + digest(manifest), manifest);
            manifests
                    .addObject()
                    .put("digest", digest(manifest))
                    .putObject("platform")
                    .put("os", "linux")
                    .put("architecture", arch);
        }
        published(JSON.writeValueAsBytes(index));
        return digests;
    }

    private Registries mirrored(RegistryLogin... logins) {
        return mirrored(List.of(registry), logins);
    }

    private Registries mirrored(List<String> urls, RegistryLogin... logins) {
        List<Mirror> mirrors = urls.stream()
                .map(url -> new Mirror(url, Optional.empty(), false, false))
                .toList();
        return new Registries(List.of(new RegistryMirrors(IMAGE.registry(), mirrors, false)), List.of(logins));
    }

    private RegistryLogin login() {
        return new RegistryLogin(registry.substring("http://".length()), "jane", new SecretText("open sesame"));
    }

    private String pulled(Registries registries) throws Exception {
        Path work = Files.createTempDirectory(folder, "work");
        return new ImagePull(IMAGE, "amd64", work, line -> {}).to(folder.resolve("image.tar"), registries);
    }

    private String refused(Registries registries) {
        return String.valueOf(
                assertThrows(PullException.class, () -> pulled(registries)).getMessage());
    }

    private Map<String, byte[]> archive() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (TarReader tar = TarReader.of(folder.resolve("image.tar"))) {
            for (var entry = tar.next(); entry.isPresent(); entry = tar.next()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                tar.copy(content);
                files.put(entry.get().name(), content.toByteArray());
            }
        }
        return files;
    }

    @Test
    void anImageBecomesALayoutInATar() throws Exception {
        byte[] manifest = image("amd64");
        published(manifest);
        assertEquals(digest(manifest), pulled(mirrored()));
        Map<String, byte[]> files = archive();
        JsonNode entry =
                JSON.readTree(files.get("index.json")).path("manifests").path(0);
        assertEquals(digest(manifest), entry.path("digest").asText());
        assertEquals(manifest.length, entry.path("size").asInt());
        assertEquals(
                IMAGE.toString(),
                entry.path("annotations").path("io.containerd.image.name").asText());
        assertEquals("{\"imageLayoutVersion\":\"1.0.0\"}", new String(files.get("oci-layout"), StandardCharsets.UTF_8));
        files.forEach((name, content) -> assertTrue(
                !name.startsWith("blobs/")
                        || digest(content).equals(name.substring(6).replace('/', ':')),
                name));
        assertEquals(5, files.size());
        assertTrue(asked.stream().allMatch(line -> line.endsWith("?ns=registry.example.com")), asked::toString);
        assertEquals(
                1,
                asked.stream()
                        .filter(line -> line.contains(" GET /v2/some/tool/manifests/"))
                        .count(),
                "a registry counts how often a manifest is fetched");
    }

    @Test
    void theSameImageGivesTheSameBytes() throws Exception {
        published(image("amd64"));
        pulled(mirrored());
        byte[] first = Files.readAllBytes(folder.resolve("image.tar"));
        pulled(mirrored());
        assertEquals(Bytes.of(first), Bytes.of(Files.readAllBytes(folder.resolve("image.tar"))));
    }

    @Test
    void ofSeveralArchitecturesTheWantedOneComes() throws Exception {
        Map<String, String> digests = severalPublished("arm64", "amd64");
        assertEquals(digests.get("amd64"), pulled(mirrored()));
        assertTrue(archive().values().stream()
                .map(content -> new String(content, StandardCharsets.UTF_8))
                .anyMatch("layer of amd64"::equals));
    }

    @Test
    void whatIsForOthersIsRefused() throws Exception {
        severalPublished("arm64", "s390x");
        String why = refused(mirrored());
        assertTrue(why.contains("has the image for linux/arm64, linux/s390x, not for linux/amd64"), why);
        published(image("arm64"));
        String single = refused(mirrored());
        assertTrue(single.contains("has the image for arm64 only"), single);
    }

    /** A token that somebody else gives, for this image and this user. */
    private void wantsTokens() {
        answers.add(exchange -> {
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            if (exchange.getRequestURI().getPath().equals("/token")) {
                String query = String.valueOf(exchange.getRequestURI().getQuery());
                boolean known = query.equals("service=registry&scope=repository:some/tool:pull")
                        && authorization.equals("Basic "
                                + Base64.getEncoder()
                                        .encodeToString("jane:open sesame".getBytes(StandardCharsets.UTF_8)));
                answer(exchange, known ? 200 : 403, "{\"token\":\"t0k\"}".getBytes(StandardCharsets.UTF_8));
                return true;
            }
            if (authorization.equals("Bearer t0k")) {
                return false;
            }
            exchange.getResponseHeaders()
                    .set(
                            "WWW-Authenticate",
                            "Bearer realm=\"" + registry
                                    + "/token\",service=\"registry\",scope=\"repository:some/tool:pull\"");
            answer(exchange, 401, new byte[0]);
            return true;
        });
    }

    @Test
    void aTokenIsAskedForAndShown() throws Exception {
        published(image("amd64"));
        wantsTokens();
        pulled(mirrored(login()));
        assertTrue(asked.stream()
                .anyMatch(line -> line.endsWith(" GET /v2/some/tool/manifests/1.0?ns=registry.example.com Bearer")));
        String why = refused(mirrored());
        assertTrue(why.contains("which answers with status 403; it may want a user (registry_credentials)"), why);
    }

    @Test
    void aPasswordIsForTheServerItWasGivenFor() throws Exception {
        published(image("amd64"));
        answers.add(exchange -> {
            if (exchange.getRequestHeaders().containsKey("Authorization")) {
                return false;
            }
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"some\"");
            answer(exchange, 401, new byte[0]);
            return true;
        });
        pulled(mirrored(login()));
        RegistryLogin other = new RegistryLogin("elsewhere.example.com", "jane", new SecretText("open sesame"));
        String why = refused(mirrored(other));
        assertTrue(why.contains("wants a user and a password (registry_credentials)"), why);
        assertFalse(why.contains("sesame"), why);
    }

    /** As registries in front of an object store do. */
    @Test
    void whoKeepsTheBlobsIsNotToldWhoAsks() throws Exception {
        published(image("amd64"));
        wantsTokens();
        String store = server();
        answers.addFirst(exchange -> {
            boolean first = ("127.0.0.1:" + exchange.getLocalAddress().getPort())
                    .equals(registry.substring("http://".length()));
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (!first && authorization == null) {
                byte[] page = pages.get(exchange.getRequestURI().getPath());
                answer(exchange, page == null ? 404 : 200, page == null ? new byte[0] : page);
                return true;
            }
            if (first
                    && authorization != null
                    && exchange.getRequestURI().getPath().contains("/blobs/")) {
                exchange.getResponseHeaders().set("Location", store + exchange.getRequestURI());
                answer(exchange, 307, new byte[0]);
                return true;
            }
            return false;
        });
        pulled(mirrored(login()));
        assertTrue(asked.stream().anyMatch(line -> line.startsWith("false GET /v2/some/tool/blobs/")), asked::toString);
        assertTrue(
                asked.stream().noneMatch(line -> line.startsWith("false") && line.contains("Bearer")), asked::toString);
    }

    @Test
    void aPartOfAnotherDigestEndsIt() throws Exception {
        byte[] manifest = image("amd64");
        published(manifest);
        String layer =
                JSON.readTree(manifest).path("layers").path(0).path("digest").asText();
        pages.put("/v2/some/tool/blobs/" + layer, "something else".getBytes(StandardCharsets.UTF_8));
        String why = refused(mirrored(List.of(registry, NOBODY)));
        assertTrue(
                why.contains(
                        "gave a part with the digest " + digest("something else".getBytes(StandardCharsets.UTF_8))),
                why);
        assertFalse(why.contains(NOBODY), why);
        assertFalse(Files.exists(folder.resolve("image.tar")));
    }

    @Test
    void whatOneMirrorDoesNotHaveTheNextIsAskedFor() throws Exception {
        published(image("amd64"));
        pulled(mirrored(List.of(NOBODY, registry + "/empty", registry)));
        pages.clear();
        String why = refused(mirrored(List.of(NOBODY, registry)));
        assertTrue(
                why.startsWith("image registry.example.com/some/tool:1.0 for amd64 was not had:\n  - " + NOBODY), why);
        assertTrue(why.endsWith("answers with status 404"), why);
    }

    @Test
    void manifestsOfOtherFormsAreNamed() throws Exception {
        published("{\"schemaVersion\":1}".getBytes(StandardCharsets.UTF_8));
        assertTrue(refused(mirrored()).contains("of another form (schemaVersion 1)"));
        published("<html>".getBytes(StandardCharsets.UTF_8));
        assertTrue(refused(mirrored()).contains("gives a manifest that is no JSON"));
        published("{\"layers\":[],\"config\":{\"digest\":\"../../x\"}}".getBytes(StandardCharsets.UTF_8));
        assertTrue(refused(mirrored()).contains("names a part by '../../x', which is no SHA-256"));
    }

    @Test
    void dockersRegistryHasAnotherName() {
        Registries none = new Registries(List.of(), List.of());
        assertEquals(
                "https://registry-1.docker.io/v2",
                none.of(ImageName.of("docker.io/library/busybox:1.37"))
                        .getFirst()
                        .base());
        Registries others = new Registries(
                List.of(new RegistryMirrors(
                        "_default",
                        List.of(new Mirror("https://mirror.example.com/x", Optional.empty(), false, true)),
                        true)),
                List.of());
        assertEquals(
                List.of("https://mirror.example.com/x", "https://registry.k8s.io/v2"),
                others.of(ImageName.of("registry.k8s.io/pause:3.10.2")).stream()
                        .map(Registries.Endpoint::base)
                        .toList());
    }
}
