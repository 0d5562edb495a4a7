/**
 * For tests of modules: states that are known, parameters as the engine binds them, this machine as a host, odd names.
 */
@NullMarked
package play.testkit;

import org.jspecify.annotations.NullMarked;
