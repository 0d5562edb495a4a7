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

    /** Whether it is what the lock file names. A build of our own is pinned by go.sum, not by the release's digest. */
    boolean serves(LockEntry entry) {
        boolean otherRelease = entry.sha256().isPresent()
                && release instanceof Foreseen.Exactly<String>(String digest)
                && !digest.isEmpty()
                && !digest.equals(entry.sha256().get());
        return present
                && !otherRelease
                && files.keySet().containsAll(entry.members().keySet());
    }
}
