/** What expressions may call: filters, tests, lookups, functions and methods, in one registry. */
@NullMarked
package play.expression.call;

import org.jspecify.annotations.NullMarked;
