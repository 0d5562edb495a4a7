package play.modules.databases;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import play.files.Paths;
import play.host.Effect;
import play.host.FileState;
import play.host.Files;
import play.host.Mode;
import play.host.Reach;
import play.value.Foreseen;

/** What dumping and restoring leave behind, as far as anybody can foresee it. */
final class Dumped {
    private static final String WHY = "the dump is made during the run";

    private Dumped() {}

    /** A dump at a path. */
    static Effect at(String path, boolean directory) {
        FileState.Attributes attributes = new FileState.Attributes(
                new Foreseen.Later<>(WHY), new Foreseen.Later<>(WHY), new Foreseen.Later<Mode>(WHY));
        return directory
                ? new Effect.Sets<>(Files.withoutDigest(path), new FileState.Directory(attributes))
                : new Effect.Sets<>(
                        Files.at(path),
                        new FileState.Regular(attributes, new Foreseen.Later<>(WHY), new Foreseen.Later<>(WHY)));
    }

    /** How far a task goes of whose parameters only these are known. */
    static Optional<Reach> reach(Map<String, String> known) {
        Optional<String> target = Optional.ofNullable(known.get("target"));
        boolean dumps = !Set.of("present", "absent").contains(known.getOrDefault("state", ""));
        return dumps
                ? target.filter(path -> path.startsWith("/"))
                        .map(path -> Reach.of(Reach.PATHLESS, Reach.paths(Paths.clean(path))))
                : Optional.of(Reach.PATHLESS);
    }

    /** What the dump at a path may have brought to the server. */
    static Effect restored(String path) {
        return new Effect.Opaque("'" + path + "' may change anything that the server has", Reach.PATHLESS);
    }
}
