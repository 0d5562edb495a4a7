/** Things that can only be done: commands and scripts. */
@NullMarked
package play.modules.commands;

import org.jspecify.annotations.NullMarked;
