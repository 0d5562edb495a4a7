/** Parameters of modules: records, the types of their fields, their groups, and how values are bound to them. */
@NullMarked
package play.param;

import org.jspecify.annotations.NullMarked;
