/** What is left of things that programs made on a host while they ran, and the one plan that removes it. No modules. */
@NullMarked
package play.modules.remains;

import org.jspecify.annotations.NullMarked;
