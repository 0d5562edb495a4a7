/** Looks through playbooks that load by rules: what works, or would, and should not be so. */
@NullMarked
package play.lint;

import org.jspecify.annotations.NullMarked;
