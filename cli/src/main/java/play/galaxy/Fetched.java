package play.galaxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import play.diag.ProblemList;
import play.diag.TextFiles;
import play.expression.data.Json;
import play.yaml.PlainData;
import play.yaml.YamlReader;

/**
 * A role or collection, unpacked.
 *
 * @param folder that is it
 * @param version as its source calls it
 */
record Fetched(Path folder, String version, Optional<String> commit, Optional<String> sha256) {
    private static final Set<String> OF_ROLES =
            Set.of("tasks", "handlers", "defaults", "vars", "meta", "templates", "files", "modules", "library");

    /** What a collection says of itself. */
    record Description(String name, String version, Map<?, ?> dependencies) {}

    /** The folder of a role in what was unpacked: that itself, or the only one in it. */
    static Path role(Path unpacked) throws GalaxyException, IOException {
        return found(unpacked, Fetched::isRole, "no role: it has none of tasks, handlers, defaults, vars, meta");
    }

    static Path collection(Path unpacked) throws GalaxyException, IOException {
        return found(unpacked, Fetched::isCollection, "no collection: it has neither MANIFEST.json nor galaxy.yml");
    }

    private static boolean isRole(Path folder) {
        return OF_ROLES.stream().anyMatch(name -> Files.isDirectory(folder.resolve(name)));
    }

    private static boolean isCollection(Path folder) {
        return Files.isRegularFile(folder.resolve("MANIFEST.json"))
                || Files.isRegularFile(folder.resolve("galaxy.yml"));
    }

    private static Path found(Path unpacked, Predicate<Path> wanted, String otherwise)
            throws GalaxyException, IOException {
        try (Stream<Path> entries = Files.list(unpacked)) {
            List<Path> inside = entries.filter(Files::isDirectory).toList();
            if (!wanted.test(unpacked) && inside.size() == 1 && wanted.test(inside.getFirst())) {
                return inside.getFirst();
            }
        }
        if (!wanted.test(unpacked)) {
            throw new GalaxyException("what was fetched is " + otherwise);
        }
        return unpacked;
    }

    /** What the collection in a folder says of itself. */
    static Description described(Path folder) throws GalaxyException, IOException {
        Path manifest = folder.resolve("MANIFEST.json");
        @Nullable Object said = null;
        if (Files.isRegularFile(manifest)) {
            try {
                said = Json.read(Files.readString(manifest)) instanceof Map<?, ?> all
                        ? all.get("collection_info")
                        : null;
            } catch (RuntimeException e) {
                throw new GalaxyException("MANIFEST.json of the collection is not valid JSON");
            }
        } else {
            said = yaml(folder.resolve("galaxy.yml")).orElse(null);
        }
        if (!(said instanceof Map<?, ?> info)
                || !(info.get("namespace") instanceof String namespace)
                || !(info.get("name") instanceof String name)
                || !(namespace + "." + name).matches("[a-zA-Z0-9_]+\\.[a-zA-Z0-9_]+")) {
            throw new GalaxyException("the collection does not say its namespace and name");
        }
        return new Description(
                namespace + "." + name,
                String.valueOf(info.get("version")),
                info.get("dependencies") instanceof Map<?, ?> map ? map : Map.of());
    }

    private static Optional<Object> yaml(Path file) {
        ProblemList problems = new ProblemList();
        return TextFiles.read(file, problems)
                .flatMap(source -> YamlReader.document(source, problems))
                .flatMap(root -> Optional.ofNullable(PlainData.of(root)));
    }
}
