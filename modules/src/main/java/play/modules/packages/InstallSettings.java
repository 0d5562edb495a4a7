package play.modules.packages;

import java.time.Duration;

/**
 * How a transaction is carried out (apt).
 *
 * @param lockTimeout how long to wait for another package manager
 * @param startsServices whether packages may start what they bring
 */
record InstallSettings(Duration lockTimeout, boolean startsServices) {}
