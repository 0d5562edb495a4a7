package play.selfcheck;

import java.nio.file.Path;

/**
 * Folders of {@code play} on the machine.
 *
 * @param home of what comes with it
 * @param user home of the user
 * @param state what is kept
 * @param cache what can be made again
 */
public record Folders(Path home, Path user, Path state, Path cache) {}
