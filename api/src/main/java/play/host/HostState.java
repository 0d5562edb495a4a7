package play.host;

import java.util.Optional;

/**
 * What one thing on a host is like: an immutable record, whose components are what a diff shows, or a constant of an
 * enum.
 */
public interface HostState {
    /** Whether the thing is there at all. */
    boolean present();

    /** What a diff shows of it line by line, where it is a text of its own. */
    default Optional<String> text() {
        return Optional.empty();
    }
}
