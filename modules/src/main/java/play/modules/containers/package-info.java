/** Images and pods of a container runtime, by its programs on the host. */
@NullMarked
package play.modules.containers;

import org.jspecify.annotations.NullMarked;
