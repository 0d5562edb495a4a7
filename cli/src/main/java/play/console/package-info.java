/** What is typed into {@code play console}: what a line means, whether it is whole, and how it may go on. */
@NullMarked
package play.console;

import org.jspecify.annotations.NullMarked;
