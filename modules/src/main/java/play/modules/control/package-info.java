/** Modules that touch nothing outside the run. */
@NullMarked
package play.modules.control;

import org.jspecify.annotations.NullMarked;
