package play.modules.packages;

import java.time.Duration;
import java.util.Optional;

/**
 * How a transaction is carried out (apt).
 *
 * @param lockTimeout how long to wait for another package manager
 * @param policy exit code with which a program says what services packages may start; without, the host's own says it
 * @param dpkgOptions without their dashes, with commas between
 */
record InstallSettings(Duration lockTimeout, Optional<Integer> policy, String dpkgOptions) {
    static final InstallSettings USUAL =
            new InstallSettings(Duration.ofMinutes(5), Optional.empty(), "force-confdef,force-confold");

    boolean startsServices() {
        return policy.orElse(0) == 0;
    }
}
