package play.playbook;

import java.nio.file.Path;
import java.util.List;

/**
 * The plays of a file, with those it imports, in the order they run.
 *
 * @param file as the user named it
 */
public record Playbook(Path file, List<Play> plays) {
    public Playbook {
        plays = List.copyOf(plays);
    }
}
