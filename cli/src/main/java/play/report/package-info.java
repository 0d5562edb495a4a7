/** Folds events into output: console, JSON lines. */
@NullMarked
package play.report;

import org.jspecify.annotations.NullMarked;
