/** One persistent shell per host and user: how it starts, what is written to it, what comes back. */
@NullMarked
package play.connection.shell;

import org.jspecify.annotations.NullMarked;
