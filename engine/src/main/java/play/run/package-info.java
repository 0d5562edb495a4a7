/** Carries a schedule out: knowledge, probing, applying, handlers, rescue. */
@NullMarked
package play.run;

import org.jspecify.annotations.NullMarked;
