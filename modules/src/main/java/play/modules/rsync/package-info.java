/** Directories that rsync keeps alike on the controller and on hosts. */
@NullMarked
package play.modules.rsync;

import org.jspecify.annotations.NullMarked;
