/** JSON Schemas of what {@code play} reads, for editors. */
@NullMarked
package play.schema;

import org.jspecify.annotations.NullMarked;
