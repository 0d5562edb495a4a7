package play.host;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

        private String program() {
            return name().toLowerCase(Locale.ROOT) + "sum";
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
    public Script read(List<StateKey<FileDigest>> keys) {
        return Script.of(PathStats.script(paths(keys), false, FileSums.script(algorithm.program())));
    }

    private static List<String> paths(List<StateKey<FileDigest>> keys) {
        return keys.stream().map(StateKey::id).toList();
    }

    @Override
    public Map<StateKey<FileDigest>, Observed<FileDigest>> parse(List<StateKey<FileDigest>> keys, ScriptResult result) {
        PathStats stats = PathStats.of(paths(keys), result);
        Map<String, String> sums = new HashMap<>();
        Iterator<String> parts = stats.more().iterator();
        while (parts.hasNext()) {
            if (parts.next().equals("sums") && parts.hasNext()) {
                sums.putAll(FileSums.of(parts.next()));
            }
        }
        Map<StateKey<FileDigest>, Observed<FileDigest>> states = new LinkedHashMap<>();
        keys.forEach(key -> states.put(key, state(key.id(), stats, sums.get(key.id()))));
        return states;
    }

    private static Observed<FileDigest> state(String path, PathStats stats, @Nullable String sum) {
        PathStats.Stat stat = stats.found().get(path);
        if (stat == null) {
            return stats.missing(path, new FileDigest.Missing());
        }
        if (!stat.isFile()) {
            return Observed.read(new FileDigest.Missing());
        }
        return Observed.read(sum == null ? new FileDigest.Untold(path + " could not be read") : new FileDigest.Of(sum));
    }
}
