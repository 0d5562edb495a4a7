/** Processes of this machine as a connection. */
@NullMarked
package play.connection.local;

import org.jspecify.annotations.NullMarked;
