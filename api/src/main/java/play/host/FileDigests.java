package play.host;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import play.value.Bytes;

/** Digests of regular files in an algorithm other than that of {@link FileState}, for those who ask for it. */
public record FileDigests(Algorithm algorithm) implements StateFamily<FileDigest> {
    /** What the programs of coreutils can make. */
    public enum Algorithm {
        MD5("MD5"),
        SHA1("SHA-1"),
        SHA224("SHA-224"),
        SHA256("SHA-256"),
        SHA384("SHA-384"),
        SHA512("SHA-512");

        private final String standard;

        Algorithm(String standard) {
            this.standard = standard;
        }

        /** As standards write it: {@code SHA-256}. */
        public String standard() {
            return standard;
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The digest of the file at an absolute path; a symbolic link is not followed. */
    public static StateKey<FileDigest> at(String path, Algorithm algorithm) {
        return new FileDigests(algorithm).key(path);
    }

    /** The digest of a file that holds this. */
    public FileDigest of(Bytes content) {
        return new FileDigest.Of(content.hex(algorithm.standard));
    }

    @Override
    public String name() {
        return "digest";
    }

    @Override
    public Class<FileDigest> type() {
        return FileDigest.class;
    }

    @Override
    public Place under() {
        return Place.PATH;
    }

    @Override
    public Optional<FileDigest> absent() {
        return Optional.of(new FileDigest.Missing());
    }

    @Override
    public boolean follows(StateFamily<?> other) {
        return other instanceof Files;
    }

    @Override
    public Script read(List<StateKey<FileDigest>> keys) {
        return Script.of(PathStats.script(paths(keys), false, FileSums.script(algorithm.word())));
    }

    private static List<String> paths(List<StateKey<FileDigest>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Told<FileDigest> told(List<StateKey<FileDigest>> keys, ScriptResult result) throws UnknownStateException {
        PathStats stats = PathStats.of(paths(keys), result);
        Map<String, String> sums = new HashMap<>();
        while (stats.more().hasNext()) {
            FileSums.take(stats.more().next("sum or sums"), stats.more(), sums);
        }
        return (index, path) -> state(path, stats, sums);
    }

    private static FileDigest state(String path, PathStats stats, Map<String, String> sums)
            throws UnknownStateException {
        PathStats.Stat stat = stats.found().get(path);
        if (stat == null) {
            return stats.missing(path, new FileDigest.Missing());
        }
        if (!stat.isFile()) {
            return new FileDigest.Missing();
        }
        String sum = sums.get(path);
        return sum == null ? new FileDigest.Untold(path + " could not be read") : new FileDigest.Of(sum);
    }
}
