/** The protocol between editors and {@code play}: which texts are open, when they are checked, what is answered. */
@NullMarked
package play.lsp;

import org.jspecify.annotations.NullMarked;
