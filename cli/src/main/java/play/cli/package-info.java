/** The program: options, commands, and the composition of everything. */
@NullMarked
package play.cli;

import org.jspecify.annotations.NullMarked;
