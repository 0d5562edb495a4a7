/** Backups of clusters on the controller: a snapshot of etcd and what the controller keeps, encrypted. */
@NullMarked
package play.modules.backup;

import org.jspecify.annotations.NullMarked;
