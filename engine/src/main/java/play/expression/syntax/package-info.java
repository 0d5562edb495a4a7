/** Expressions and templates as trees whose nodes know the chars they were read from. */
@NullMarked
package play.expression.syntax;

import org.jspecify.annotations.NullMarked;
