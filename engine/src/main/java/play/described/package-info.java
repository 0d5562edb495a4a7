/** Modules that are described in YAML: what they print is read as states, what they want is compared with it. */
@NullMarked
package play.described;

import org.jspecify.annotations.NullMarked;
