/** How scripts and bytes reach a host: local, SSH, become. The only user of sshj. */
@NullMarked
package play.connection;

import org.jspecify.annotations.NullMarked;
