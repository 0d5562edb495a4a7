/** The static model of plays, blocks, tasks, handlers, roles; its loader and validator. */
@NullMarked
package play.playbook;

import org.jspecify.annotations.NullMarked;
