package play.param;

import java.util.Optional;
import play.host.Mode;
import play.host.WantedMode;

/**
 * The parameter type for permission bits of what is made from a file on the controller.
 *
 * @param given none: those of the file, which the word {@code preserve} asks for
 */
public record SourceMode(Optional<WantedMode> given) {
    static final String PRESERVE = "preserve";

    /** The mode, where the file has this one. */
    public WantedMode of(Mode source) {
        return given.orElseGet(() -> new WantedMode.Exactly(source));
    }
}
