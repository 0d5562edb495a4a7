/** How scripts and bytes reach a host, and others through it: local, SSH, become. The only user of sshj. */
@NullMarked
package play.connection;

import org.jspecify.annotations.NullMarked;
