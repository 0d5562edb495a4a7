package play.modules.artifacts;

import java.util.Map;
import play.host.HostState;
import play.value.Foreseen;

/**
 * An artifact in the controller's cache.
 *
 * @param source where it came from, in words: a URL, or the Go build
 * @param release SHA-256 of what the release's URL gave; empty for own builds
 * @param files SHA-256 of each file
 */
record CachedArtifact(
        boolean present, Foreseen<String> source, Foreseen<String> release, Map<String, Foreseen<String>> files)
        implements HostState {
    static final CachedArtifact MISSING =
            new CachedArtifact(false, new Foreseen.Exactly<>(""), new Foreseen.Exactly<>(""), Map.of());

    CachedArtifact {
        files = Map.copyOf(files);
    }

    /**
     * Whether it is what the lock file names.
     *
     * @param built whether a build from source will do
     */
    boolean serves(LockEntry entry, boolean built) {
        boolean other = release instanceof Foreseen.Exactly<String>(String digest) && !entry.isServedBy(digest, built);
        return present && !other && files.keySet().containsAll(entry.members().keySet());
    }
}
