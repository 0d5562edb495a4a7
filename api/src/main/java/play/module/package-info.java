/** The contract of modules: kinds, plans, actions. */
@NullMarked
package play.module;

import org.jspecify.annotations.NullMarked;
