/** What every resource promises, and what of it one breaks: for tests of modules, and for {@code play test-module}. */
@NullMarked
package play.contract;

import org.jspecify.annotations.NullMarked;
