package play.modules.artifacts;

import java.nio.file.Path;
import java.util.Map;

/** What an artifact comes as: files of the controller that nobody else writes to. */
sealed interface Original {
    /**
     * What the publisher gives, verified.
     *
     * @param place where it came from
     * @param file the program or the archive with it
     */
    record Release(String place, Path file, String sha256) implements Original {}

    /**
     * Programs of an own build, by name.
     *
     * @param source where they came from, in words
     */
    record Build(String source, Map<String, Path> programs) implements Original {}
}
