package play.converge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import play.host.HostException;
import play.host.Shell;

/**
 * Leaves a connection and makes another one, as soon as the host lets anybody in.
 *
 * @param within how long to try
 */
record Reconnection(InstantSource clock, Duration within) {
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** @throws HostException.Unreachable in all that time it did not */
    void of(Shell shell) throws HostException, InterruptedException {
        Instant deadline = clock.instant().plus(within);
        while (true) {
            try {
                shell.reconnect();
                return;
            } catch (HostException.Unreachable refused) {
                if (clock.instant().isAfter(deadline)) {
                    throw refused;
                }
            }
            Thread.sleep(PAUSE);
        }
    }
}
