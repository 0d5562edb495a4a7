/** What is wrong, where, and what to do. */
@NullMarked
package play.diag;

import org.jspecify.annotations.NullMarked;
