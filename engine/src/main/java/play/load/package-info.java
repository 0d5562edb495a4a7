/** Reads playbooks, roles and variables files into the model, with every problem they have. */
@NullMarked
package play.load;

import org.jspecify.annotations.NullMarked;
