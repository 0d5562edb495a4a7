/** TODO */
@NullMarked
package play.converge;

import org.jspecify.annotations.NullMarked;
