/** The contract of modules. */
@NullMarked
package play.module;

import org.jspecify.annotations.NullMarked;
