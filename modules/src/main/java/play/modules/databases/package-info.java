/** What servers of databases have, by their own clients on the host. */
@NullMarked
package play.modules.databases;

import org.jspecify.annotations.NullMarked;
