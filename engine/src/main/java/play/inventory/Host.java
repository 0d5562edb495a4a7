package play.inventory;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A machine.
 *
 * @param source the inventory it was first named in
 */
public record Host(String name, HostVars vars, Optional<Path> source) {
    /** Up to the first dot. */
    public String shortName() {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
