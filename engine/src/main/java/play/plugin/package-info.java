/** Modules that are written outside the tree: where they are found, how their code is loaded, what it may see. */
@NullMarked
package play.plugin;

import org.jspecify.annotations.NullMarked;
