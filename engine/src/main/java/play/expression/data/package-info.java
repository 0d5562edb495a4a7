/**
 * How expressions see values: truth, order, text, operators, JSON and YAML. As Python does, since Ansible's users know
 * it.
 */
@NullMarked
package play.expression.data;

import org.jspecify.annotations.NullMarked;
