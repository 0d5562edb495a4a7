/** Roles and collections of others: what requirements ask for, where it comes from, and how it is installed. */
@NullMarked
package play.galaxy;

import org.jspecify.annotations.NullMarked;
