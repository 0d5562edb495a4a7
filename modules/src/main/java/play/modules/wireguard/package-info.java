/** Keys of WireGuard, made on hosts by their own {@code wg}. */
@NullMarked
package play.modules.wireguard;

import org.jspecify.annotations.NullMarked;
