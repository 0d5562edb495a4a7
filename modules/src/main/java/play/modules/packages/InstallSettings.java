package play.modules.packages;

import java.time.Duration;

/**
 * How a transaction is carried out.
 *
 * @param lockTimeout how long to wait for another package manager
 * @param startsServices whether packages may start what they bring
 * @param check shell that runs after the work and fails where a promise is false; possibly empty
 */
record InstallSettings(Duration lockTimeout, boolean startsServices, String check) {}
