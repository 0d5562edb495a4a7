/** Releases of Helm, by the helm program on the host. */
@NullMarked
package play.modules.helm;

import org.jspecify.annotations.NullMarked;
