/** Servers behind HAProxy, by the socket of its administrators. */
@NullMarked
package play.modules.haproxy;

import org.jspecify.annotations.NullMarked;
