/** Hosts, groups, patterns. */
@NullMarked
package play.inventory;

import org.jspecify.annotations.NullMarked;
