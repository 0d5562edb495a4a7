/** Ansible's modules and plugins as guests: asked of a Python that has ansible-core, by a small program of ours. */
@NullMarked
package play.guest;

import org.jspecify.annotations.NullMarked;
