/** Units of systemd. */
@NullMarked
package play.modules.services;

import org.jspecify.annotations.NullMarked;
