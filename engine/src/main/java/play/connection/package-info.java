/** Connections of a run to its hosts, the shells on them, and what is forwarded through them. */
@NullMarked
package play.connection;

import org.jspecify.annotations.NullMarked;
