/**
 * Rules that areas of modules bring along, and what these look at: calls of modules and texts, without the language.
 */
@NullMarked
package play.rule;

import org.jspecify.annotations.NullMarked;
