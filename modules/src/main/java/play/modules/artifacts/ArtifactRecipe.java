package play.modules.artifacts;

import java.nio.file.Path;
import java.util.Optional;
import play.module.Recipe;
import play.value.Bytes;

/**
 * An artifact to fetch or build, or to open where the cache has it. Its parts are its files.
 *
 * @param mirror an address or folder that is asked before the official release
 * @param bundle a file on the controller that is asked instead of anybody else
 * @param built whether it may be built from Go modules where no release of it can be had
 * @param unpinned whether a release without any digest is taken
 */
record ArtifactRecipe(LockEntry entry, Optional<String> mirror, Optional<Path> bundle, boolean built, boolean unpinned)
        implements Recipe {
    private static final int DIGITS = 8;

    /** Whether a build serves, made here or in the bundle. */
    boolean takesBuilds() {
        return built || bundle.isPresent();
    }

    String key() {
        return "artifact " + entry.name() + " " + entry.version() + " " + entry.arch() + " "
                + Bytes.of(toString()).sha256().substring(0, DIGITS);
    }
}
