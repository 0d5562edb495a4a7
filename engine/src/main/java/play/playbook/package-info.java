/** The static model of plays, blocks, tasks, handlers, roles. */
@NullMarked
package play.playbook;

import org.jspecify.annotations.NullMarked;
