/** The kernel and the name of hosts. */
@NullMarked
package play.modules.system;

import org.jspecify.annotations.NullMarked;
