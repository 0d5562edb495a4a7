/** Programs named in a lock file: fetched or built once on the controller, verified, and put on hosts. */
@NullMarked
package play.modules.artifacts;

import org.jspecify.annotations.NullMarked;
