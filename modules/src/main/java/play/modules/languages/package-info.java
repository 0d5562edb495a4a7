/** Packages of programming languages, by their own managers. */
@NullMarked
package play.modules.languages;

import org.jspecify.annotations.NullMarked;
