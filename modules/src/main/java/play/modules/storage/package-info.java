/** Modules of file systems: where they are mounted, now and at boot. */
@NullMarked
package play.modules.storage;

import org.jspecify.annotations.NullMarked;
