/** Which value a name has for a host at a task, and where it came from. */
@NullMarked
package play.vars;

import org.jspecify.annotations.NullMarked;
