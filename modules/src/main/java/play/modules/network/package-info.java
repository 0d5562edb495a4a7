/** Questions to ports and web servers, asked from the host a task acts upon. */
@NullMarked
package play.modules.network;

import org.jspecify.annotations.NullMarked;
