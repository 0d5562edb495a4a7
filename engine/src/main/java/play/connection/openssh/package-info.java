/** Hosts by the user's own {@code ssh}, and what its configuration says. */
@NullMarked
package play.connection.openssh;

import org.jspecify.annotations.NullMarked;
