package play.modules.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Small files of the controller that go into a backup, in Base64 by their names. */
final class KeptFiles {
    /** In bytes; all of them are held in memory. */
    private static final long MOST = 64L << 20;

    private final SortedMap<String, String> found = new TreeMap<>();
    private long bytes;

    /** What the state folder has of a cluster, and the digests of downloads, by names below the folder. */
    static SortedMap<String, String> ofCluster(Path state, String cluster) throws IOException {
        KeptFiles files = new KeptFiles();
        for (Path folder : List.of(Path.of("pki", cluster), Path.of("secrets", cluster), Path.of("artifacts"))) {
            if (Files.isDirectory(state.resolve(folder))) {
                files.add(state, state.resolve(folder));
            }
        }
        return files.found;
    }

    /** Files and folders, by their paths. */
    static SortedMap<String, String> at(List<Path> paths) throws IOException {
        KeptFiles files = new KeptFiles();
        for (Path path : paths) {
            files.add(Path.of("/"), path);
        }
        return files.found;
    }

    private void add(Path root, Path path) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.filter(Files::isRegularFile)
                    .filter(file -> !isHidden(path.relativize(file)))
                    .toList();
        }
        for (Path file : all) {
            bytes += Files.size(file);
            if (bytes > MOST) {
                throw new IOException(path + " is too large for a backup: more than " + (MOST >> 20) + " MiB");
            }
            found.put(
                    root.relativize(file.toAbsolutePath()).toString(),
                    Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
        }
    }

    /** What is being written, and the histories of version control. */
    private static boolean isHidden(Path below) {
        for (Path part : below) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }
}
