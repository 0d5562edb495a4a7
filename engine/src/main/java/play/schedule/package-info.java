/** Who runs what in which batch; pure. */
@NullMarked
package play.schedule;

import org.jspecify.annotations.NullMarked;
