/** Files, directories and links: the modules, and the plans for wanted files that other areas make too. */
@NullMarked
package play.modules.files;

import org.jspecify.annotations.NullMarked;
