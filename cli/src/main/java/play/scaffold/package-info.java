/** Beginnings of playbooks, roles, inventories and modules in YAML. */
@NullMarked
package play.scaffold;

import org.jspecify.annotations.NullMarked;
