/** What a way to a host is: connections, processes and streams on it, and what says how it is reached. */
@NullMarked
package play.connection.transport;

import org.jspecify.annotations.NullMarked;
