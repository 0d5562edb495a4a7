/** The built-in SSH client; the only user of sshj. */
@NullMarked
package play.connection.ssh;

import org.jspecify.annotations.NullMarked;
