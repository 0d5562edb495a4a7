/** What modules return: fields, their types and documentation, derived from records. */
@NullMarked
package play.result;

import org.jspecify.annotations.NullMarked;
