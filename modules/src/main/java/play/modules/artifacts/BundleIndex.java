package play.modules.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import play.value.MalformedTextException;

/**
 * What a bundle holds, as its first member says.
 *
 * @param packages names of the packages that hosts need besides, by family of distributions; they are not in it
 */
public record BundleIndex(List<Program> programs, List<Image> images, Map<String, List<String>> packages) {
    static final String MEMBER = "bundle.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "[0-9a-f]{64}";

    public BundleIndex {
        programs = List.copyOf(programs);
        images = List.copyOf(images);
        packages = new TreeMap<>(packages);
    }

    /**
     * A file in the bundle.
     *
     * @param member its name there
     * @param sha256 lower-case hex digits
     * @param size in bytes
     */
    public record Stored(String member, String sha256, long size) {}

    /**
     * An artifact.
     *
     * @param built whether it is an own build, whose files are the programs; otherwise its one file is what the
     *     publisher gives
     * @param files by name
     */
    record Program(String name, String version, String arch, boolean built, Map<String, Stored> files) {}

    /**
     * An image.
     *
     * @param name whole
     * @param digest of its manifest as the registry gave it, {@code sha256:…}; empty where it came as an archive
     * @param archive as {@code ctr images import} reads it
     */
    public record Image(String name, String arch, String digest, Stored archive) {}

    /** What is in it, a text for each thing: all that is to be known before it is made. */
    Set<String> names() {
        Set<String> names = new TreeSet<>();
        programs.forEach(program -> names.add(nameOfArtifact(program.name(), program.version(), program.arch())));
        images.forEach(image -> names.add(nameOfImage(image.name(), image.arch())));
        names.addAll(namesOfPackages(packages));
        return names;
    }

    static String nameOfArtifact(String name, String version, String arch) {
        return "artifact " + name + " " + version + " for " + arch;
    }

    static String nameOfImage(String image, String arch) {
        return "image " + image + " for " + arch;
    }

    static List<String> namesOfPackages(Map<String, List<String>> packages) {
        return packages.entrySet().stream()
                .flatMap(family -> family.getValue().stream().map(name -> "package " + name + " of " + family.getKey()))
                .toList();
    }

    Optional<Program> program(LockEntry entry) {
        return programs.stream()
                .filter(there -> there.name().equals(entry.name())
                        && there.version().equals(entry.version())
                        && there.arch().equals(entry.arch()))
                .findFirst();
    }

    /** One line. */
    String json() {
        ObjectNode index = JSON.createObjectNode();
        ArrayNode artifacts = index.putArray("artifacts");
        for (Program program : programs) {
            ObjectNode files = artifacts
                    .addObject()
                    .put("name", program.name())
                    .put("version", program.version())
                    .put("arch", program.arch())
                    .put("built", program.built())
                    .putObject("files");
            program.files().forEach((name, stored) -> files.set(name, json(stored)));
        }
        ArrayNode imageNodes = index.putArray("images");
        for (Image image : images) {
            imageNodes
                    .addObject()
                    .put("name", image.name())
                    .put("arch", image.arch())
                    .put("digest", image.digest())
                    .set("archive", json(image.archive()));
        }
        index.set("packages", JSON.valueToTree(packages));
        return index.toString();
    }

    private static ObjectNode json(Stored stored) {
        return JSON.createObjectNode()
                .put("member", stored.member())
                .put("sha256", stored.sha256())
                .put("size", stored.size());
    }

    /** @throws MalformedTextException where that is no index */
    static BundleIndex of(String text) throws MalformedTextException {
        try {
            JsonNode index = JSON.readTree(text);
            List<Program> programs = new ArrayList<>();
            for (JsonNode artifact : index.path("artifacts")) {
                programs.add(program(artifact));
            }
            List<Image> images = new ArrayList<>();
            for (JsonNode image : index.path("images")) {
                images.add(new Image(
                        word(image, "name"),
                        word(image, "arch"),
                        word(image, "digest"),
                        stored(image.path("archive"))));
            }
            Map<String, List<String>> packages = new TreeMap<>();
            for (Map.Entry<String, JsonNode> family : index.path("packages").properties()) {
                List<String> names = new ArrayList<>();
                family.getValue().forEach(name -> names.add(name.asText()));
                packages.put(family.getKey(), names);
            }
            return new BundleIndex(programs, images, packages);
        } catch (JacksonException e) {
            throw new MalformedTextException("its index is no JSON");
        }
    }

    private static Program program(JsonNode artifact) throws MalformedTextException {
        Map<String, Stored> files = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> file : artifact.path("files").properties()) {
            files.put(file.getKey(), stored(file.getValue()));
        }
        boolean built = artifact.path("built").asBoolean();
        if (files.isEmpty() || (!built && files.size() > 1)) {
            throw new MalformedTextException("its index has " + files.size() + " files of " + word(artifact, "name"));
        }
        return new Program(word(artifact, "name"), word(artifact, "version"), word(artifact, "arch"), built, files);
    }

    private static Stored stored(JsonNode file) throws MalformedTextException {
        String sha256 = word(file, "sha256");
        if (!sha256.matches(DIGEST) || !file.path("size").isIntegralNumber()) {
            throw new MalformedTextException("its index has no digest and size of " + word(file, "member"));
        }
        return new Stored(word(file, "member"), sha256, file.path("size").longValue());
    }

    private static String word(JsonNode node, String field) throws MalformedTextException {
        if (!node.path(field).isTextual()) {
            throw new MalformedTextException("its index has an entry without " + field);
        }
        return node.path(field).textValue();
    }
}
