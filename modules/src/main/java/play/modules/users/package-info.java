/** Users and groups of hosts. */
@NullMarked
package play.modules.users;

import org.jspecify.annotations.NullMarked;
