/** Opens and writes encrypted texts. */
@NullMarked
package play.vault;

import org.jspecify.annotations.NullMarked;
