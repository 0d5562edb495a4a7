/** Brings a host to what one module wants: reads, plans, carries out or believes, reads back. Knows no playbook. */
@NullMarked
package play.converge;

import org.jspecify.annotations.NullMarked;
