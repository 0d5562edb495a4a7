/** Values of playbooks: plain immutable Java data plus markers. */
@NullMarked
package play.value;

import org.jspecify.annotations.NullMarked;
