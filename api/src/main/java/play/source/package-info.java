/** Texts and places in them. */
@NullMarked
package play.source;

import org.jspecify.annotations.NullMarked;
