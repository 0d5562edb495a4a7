/** What is kept of runs: how each task ended on each host, and what a later run needs to go on. */
@NullMarked
package play.journal;

import org.jspecify.annotations.NullMarked;
