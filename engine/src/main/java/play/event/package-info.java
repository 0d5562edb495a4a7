/** The sealed family of things that happen in a run. */
@NullMarked
package play.event;

import org.jspecify.annotations.NullMarked;
