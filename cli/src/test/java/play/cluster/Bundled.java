package play.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cluster comes from a bundle alone: nothing is built, nothing in the controller's cache, and the registry that gave
 * an image is gone.
 */
final class Bundled {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a registry that this machine does not reach. */
    private static final String IMAGE = "registry.k8s.io/lab/bundled:1";

    private static final String LIST_IMAGES = "crictl images | awk '{print $1 \":\" $2}'";

    private Bundled() {}

    /** Makes the bundle, and has the inventory name it. */
    static void before(ClusterLab lab) throws Exception {
        Path folder = lab.directory("bundle");
        Path bundle = folder.resolve("all.tar");
        String[] options = {
            "-e", "bundle_dest=" + bundle, "-e", JSON.writeValueAsString(Map.of("bundle_extra_images", List.of(IMAGE)))
        };
        try (Registry registry = new Registry("127.0.0.1", folder, ImageArchive.of(Files.readAllBytes(probe())))) {
            name(lab, registry);
            lab.play("bundle", with("--check", options)).ended(0);
            assertFalse(Files.exists(bundle), "a dry run makes no bundle");
            ClusterLab.Run made = lab.play("bundle", options).ended(0);
            assertFalse(made.printed().contains(Registry.PASSWORD), made.printed());
            assertTrue(
                    registry.requests().stream().anyMatch(line -> line.startsWith("200 GET /v2/lab/bundled/blobs/")));
            lab.play("bundle", options).changedNothing();
            assertEquals(List.of(), registry.requests(), "what is there is not asked for again");
        }
        lab.setVariable("registry_mirrors: []");
        lab.setVariable("registry_credentials: []");
        lab.setVariable("artifacts_bundle: " + bundle);
        lab.setVariable("artifacts_build: false");
        lab.directory("cache");
    }

    /** Every node has the images, and a pod starts by the one that a registry gave. */
    static void of(ClusterLab lab, String master) throws Exception {
        for (String host : lab.hosts()) {
            List<String> images = lab.on(host, LIST_IMAGES).lines().toList();
            assertTrue(images.contains(IMAGE), () -> host + " has " + images);
        }
        lab.kubectl(master, "run bundled --image=" + IMAGE + " -- serve -port 8080");
        lab.kubectl(master, "wait --for=condition=Ready pod/bundled --timeout=120s");
        lab.kubectl(master, "delete pod bundled --now");
        ClusterLab.Run newer = lab.play("k8s-cluster", "-e", "k8s_version=1.36.9", "--check", "--tags", "artifacts");
        assertTrue(newer.code() != 0 && newer.printed().contains("has no kubectl 1.36.9 for amd64"), newer.printed());
    }

    private static String[] with(String first, String... options) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(options));
        return all.toArray(String[]::new);
    }

    private static void name(ClusterLab lab, Registry registry) throws IOException {
        Map<String, String> mirror =
                Map.of("url", registry.server().url(), "ca", registry.server().certificate());
        lab.setVariable("registry_mirrors: "
                + JSON.writeValueAsString(List.of(Map.of("registry", "registry.k8s.io", "mirrors", List.of(mirror)))));
        lab.setVariable("registry_credentials: [{host: \"" + registry.server().authority() + "\", username: "
                + Registry.USER + ", password: !unsafe " + JSON.writeValueAsString(Registry.PASSWORD) + "}]");
    }

    private static Path probe() throws IOException, InterruptedException {
        Process build = new ProcessBuilder(
                        ClusterLab.HOME.resolve("lab/tools/build").toString(), "image-probe")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String path = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, build.waitFor(), path);
        return Path.of(path);
    }
}
