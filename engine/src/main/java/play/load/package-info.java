/** Reads playbooks, roles and files of variables into the model, with every problem they have. */
@NullMarked
package play.load;

import org.jspecify.annotations.NullMarked;
