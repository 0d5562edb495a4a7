package play.modules.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import play.module.Progress;
import play.modules.downloads.TarWriter;
import play.value.LocalDigests;

/** Has registries give one image for one architecture, every part verified, as one file. */
public final class ImagePull {
    private static final String DIGEST = "sha256:[0-9a-f]{64}";
    private static final int MOST_OF_A_MANIFEST = 4 << 20;
    private static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImageName image;
    private final String arch;
    private final Path work;
    private final Progress progress;

    /**
     * @param arch amd64 or arm64; the system is Linux
     * @param work an empty folder for what comes
     */
    public ImagePull(ImageName image, String arch, Path work, Progress progress) {
        this.image = image;
        this.arch = arch;
        this.work = work;
        this.progress = progress;
    }

    /**
     * Writes the image to a file, in the layout of OCI in a tar, as {@code ctr images import} reads it.
     *
     * @return the digest of its manifest, {@code sha256:…}
     * @throws PullException whose message says who was asked and why it was not had
     */
    public String to(Path archive, Registries registries) throws PullException, IOException, InterruptedException {
        List<String> tried = new ArrayList<>();
        for (Registries.Endpoint endpoint : registries.of(image)) {
            progress.accept("fetching image " + image + " from " + endpoint.base());
            try (RegistryServer server = new RegistryServer(endpoint, image.repository(), progress)) {
                return new Answer(server).to(archive);
            } catch (PullException e) {
                tried.add(endpoint.base() + " " + e.getMessage());
                if (e.isLast()) {
                    break;
                }
            }
        }
        throw PullException.anywhere(
                "image " + image + " for " + arch + " was not had:\n  - " + String.join("\n  - ", tried));
    }

    /** What one server gives. */
    private final class Answer {
        private final RegistryServer server;

        /** Parts that are there, by digest. */
        private final Map<String, Path> blobs = new TreeMap<>();

        Answer(RegistryServer server) {
            this.server = server;
        }

        String to(Path archive) throws PullException, IOException, InterruptedException {
            Path first = work.resolve("manifest");
            server.manifest(image.tag(), first);
            JsonNode manifest = read(first);
            if (manifest.has("manifests")) {
                String digest = ofPlatform(manifest);
                Path second = part(digest);
                server.manifest(digest, second);
                verify(second, digest);
                manifest = read(second);
                return written(archive, manifest, second);
            }
            return written(archive, manifest, first);
        }

        private String written(Path archive, JsonNode manifest, Path file)
                throws PullException, IOException, InterruptedException {
            if (!manifest.path("layers").isArray()) {
                throw PullException.here("gives a manifest of another form (schemaVersion "
                        + manifest.path("schemaVersion").asText("unknown") + ")");
            }
            List<JsonNode> parts = new ArrayList<>(List.of(manifest.path("config")));
            manifest.path("layers").forEach(parts::add);
            for (JsonNode part : parts) {
                String digest = digest(part);
                if (!blobs.containsKey(digest)) {
                    Path blob = part(digest);
                    server.blob(digest, blob);
                    verify(blob, digest);
                    blobs.put(digest, blob);
                }
            }
            requireArch(manifest);
            String digest = "sha256:" + LocalDigests.sha256(file);
            blobs.put(digest, file);
            pack(archive, index(manifest, digest, Files.size(file)));
            return digest;
        }

        /** An image for one platform says itself for which. */
        private void requireArch(JsonNode manifest) throws PullException, IOException {
            Path config = blobs.get(digest(manifest.path("config")));
            String there =
                    config == null ? "" : read(config).path("architecture").asText("");
            if (!there.isEmpty() && !there.equals(arch)) {
                throw PullException.here("has the image for " + there + " only");
            }
        }

        private String ofPlatform(JsonNode index) throws PullException {
            List<String> there = new ArrayList<>();
            for (JsonNode manifest : index.path("manifests")) {
                JsonNode platform = manifest.path("platform");
                if (platform.path("os").asText().equals("linux")
                        && platform.path("architecture").asText().equals(arch)) {
                    return digest(manifest);
                }
                there.add(platform.path("os").asText("?") + "/"
                        + platform.path("architecture").asText("?"));
            }
            throw PullException.here("has the image for " + String.join(", ", there) + ", not for linux/" + arch);
        }

        private void pack(Path archive, ObjectNode index) throws IOException {
            try (TarWriter tar = TarWriter.to(archive)) {
                tar.add(
                        "oci-layout",
                        JSON.writeValueAsBytes(JSON.createObjectNode().put("imageLayoutVersion", "1.0.0")));
                tar.add("index.json", JSON.writeValueAsBytes(index));
                for (Map.Entry<String, Path> blob : blobs.entrySet()) {
                    tar.add("blobs/" + blob.getKey().replace(':', '/'), blob.getValue());
                }
            }
        }
    }

    /** Under which name containerd keeps it. */
    private ObjectNode index(JsonNode manifest, String digest, long size) {
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
        ObjectNode entry = index.putArray("manifests")
                .addObject()
                .put("mediaType", manifest.path("mediaType").asText(OCI_MANIFEST))
                .put("digest", digest)
                .put("size", size);
        entry.putObject("annotations")
                .put("io.containerd.image.name", image.toString())
                .put("org.opencontainers.image.ref.name", image.tag());
        entry.putObject("platform").put("architecture", arch).put("os", "linux");
        return index;
    }

    private Path part(String digest) {
        return work.resolve(digest.replace(':', '-'));
    }

    private static String digest(JsonNode described) throws PullException {
        String digest = described.path("digest").asText("");
        if (!digest.matches(DIGEST)) {
            throw PullException.here("names a part by '" + digest + "', which is no SHA-256");
        }
        return digest;
    }

    private static void verify(Path file, String digest) throws PullException, IOException {
        String there = "sha256:" + LocalDigests.sha256(file);
        if (!there.equals(digest)) {
            throw PullException.anywhere("gave a part with the digest " + there + " for " + digest
                    + ". It was discarded. Find out the reason before anything else");
        }
    }

    private static JsonNode read(Path json) throws PullException, IOException {
        if (Files.size(json) > MOST_OF_A_MANIFEST) {
            throw PullException.here("gives a manifest of " + Files.size(json) + " bytes");
        }
        try {
            return JSON.readTree(Files.readAllBytes(json));
        } catch (JacksonException e) {
            throw PullException.here("gives a manifest that is no JSON");
        }
    }
}
