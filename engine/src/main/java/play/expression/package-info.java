/** Templates, conditions and template files; the only user of MVEL. */
@NullMarked
package play.expression;

import org.jspecify.annotations.NullMarked;
