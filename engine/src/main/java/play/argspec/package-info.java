/** What roles say of their variables: types, choices and constraints, and whether values keep to them. */
@NullMarked
package play.argspec;

import org.jspecify.annotations.NullMarked;
