/** A run as a whole, folded from its events, and the reports that show it: at the end of the output, HTML, JUnit. */
@NullMarked
package play.view;

import org.jspecify.annotations.NullMarked;
