/** The vocabulary of hosts: scripts, states, what is known of them and what changes them. */
@NullMarked
package play.host;

import org.jspecify.annotations.NullMarked;
