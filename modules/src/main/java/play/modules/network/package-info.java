/** Interfaces, routes and ports, as the host that a task acts upon has and reaches them. */
@NullMarked
package play.modules.network;

import org.jspecify.annotations.NullMarked;
