/** What a machine has of what {@code play} needs on it. */
@NullMarked
package play.selfcheck;

import org.jspecify.annotations.NullMarked;
