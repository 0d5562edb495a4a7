/** Packages of the hosts' distributions. */
@NullMarked
package play.modules.packages;

import org.jspecify.annotations.NullMarked;
