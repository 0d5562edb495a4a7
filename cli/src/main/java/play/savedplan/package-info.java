/** Plans that are kept: what a dry run foretold, and a run that does that and nothing else. */
@NullMarked
package play.savedplan;

import org.jspecify.annotations.NullMarked;
