/** Containers and what belongs to them, by a host's own docker or podman. */
@NullMarked
package play.modules.docker;

import org.jspecify.annotations.NullMarked;
