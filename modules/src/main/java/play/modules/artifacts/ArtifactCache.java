package play.modules.artifacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import play.value.Content;
import play.value.LocalDigests;

/**
 * Artifacts on the controller: a folder each, with the files and {@code SOURCE}, which says where they came from and
 * which digests they have. A folder comes into being by one rename.
 */
final class ArtifactCache {
    private static final String SOURCE = "SOURCE";
    private static final String RELEASE = "release ";

    private final Path root;

    ArtifactCache(Path cache) {
        this.root = cache.resolve("artifacts");
    }

    /** The folder of an artifact below the cache's. */
    static String folder(LockEntry entry) {
        return entry.name() + "/" + entry.version() + "/" + entry.arch();
    }

    /**
     * Files that were fetched or built, not in the cache yet.
     *
     * @param source where they came from, in words
     * @param release SHA-256 of what the release's URL gave; empty for own builds
     * @param files in a folder of their own
     */
    record Fetched(String source, String release, Map<String, Path> files) {}

    /**
     * What the cache has, every byte verified; nothing where a file is missing or not what it was.
     *
     * @param built whether a build from source will do
     */
    Optional<Map<String, Content>> open(LockEntry entry, boolean built) throws IOException {
        Path folder = root.resolve(folder(entry));
        if (!Files.isRegularFile(folder.resolve(SOURCE))) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(folder.resolve(SOURCE));
        if (!entry.isServedBy(release(lines), built)) {
            return Optional.empty();
        }
        Map<String, Content> contents = new HashMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 3);
            Path file = words[0].equals("file") ? folder.resolve(words[2]) : folder;
            if (words[0].equals("file")
                    && Files.isRegularFile(file)
                    && LocalDigests.sha256(file).equals(words[1])) {
                contents.put(words[2], new Content.LocalFile(file, words[1], Content.NOT_MADE, Files.size(file)));
            }
        }
        return contents.keySet().containsAll(entry.members().keySet()) ? Optional.of(contents) : Optional.empty();
    }

    private static String release(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(RELEASE))
                .map(line -> line.substring(RELEASE.length()))
                .findFirst()
                .orElse("");
    }

    /**
     * Takes files in, in place of what the cache had. The same ones, which another run may have put there meanwhile,
     * stay as they are: somebody may be reading them.
     */
    void put(LockEntry entry, Fetched fetched, Path workFolder) throws IOException {
        Path fresh = Files.createTempDirectory(workFolder, "put");
        StringBuilder source = new StringBuilder("source " + fetched.source() + "\n");
        if (!fetched.release().isEmpty()) {
            source.append(RELEASE).append(fetched.release()).append('\n');
        }
        for (Map.Entry<String, Path> file : new TreeMap<>(fetched.files()).entrySet()) {
            Path place = fresh.resolve(file.getKey());
            Files.copy(file.getValue(), place, StandardCopyOption.REPLACE_EXISTING);
            source.append("file ")
                    .append(LocalDigests.sha256(place))
                    .append(' ')
                    .append(file.getKey())
                    .append('\n');
        }
        Files.writeString(fresh.resolve(SOURCE), source);
        Path folder = root.resolve(folder(entry));
        Files.createDirectories(folder.getParent() == null ? root : folder.getParent());
        if (open(entry, true).isPresent() && sameFiles(folder, source)) {
            remove(fresh);
            return;
        }
        remove(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean sameFiles(Path folder, CharSequence source) throws IOException {
        return Files.readString(folder.resolve(SOURCE)).contentEquals(source);
    }

    /** A folder for files under way, beside the cache's own, so that they can be renamed into it. */
    Path workFolder() throws IOException {
        Files.createDirectories(root);
        return Files.createTempDirectory(root, ".work");
    }

    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
